import { compileDataFlow } from './data/dataflow.ts';
import type { JsonObject } from './json.ts';
import type { Flow, Machine, QueryLanguage, State } from './machine.ts';
import { compileCatchers, compileRetriers } from './retry.ts';
import { stateTypes } from './states/index.ts';
import { InvalidDefinition, validate } from './validation/validate.ts';

/**
 * Parses and compiles a definition, once for any number of executions.
 * @throws InvalidDefinition with AWS's diagnostics
 */
export function compile(definition: JsonObject | string): Machine {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const diagnostics = validate(text).filter(({ severity }) => severity === 'ERROR');
  if (diagnostics.length > 0) throw new InvalidDefinition(diagnostics);
  const parsed = (typeof definition === 'string' ? JSON.parse(definition) : definition) as JsonObject;
  const machine: Machine = { definition: parsed, flows: {} };
  if (typeof parsed.TimeoutSeconds === 'number') machine.timeoutSeconds = parsed.TimeoutSeconds;
  compileFlow(machine, parsed, '', languageOf(parsed, 'JSONPath'));
  return machine;
}

function languageOf(definition: JsonObject, inherited: QueryLanguage): QueryLanguage {
  return (definition.QueryLanguage as QueryLanguage | undefined) ?? inherited;
}

function compileFlow(machine: Machine, definition: JsonObject, path: string, language: QueryLanguage): void {
  const flow: Flow = { startAt: definition.StartAt as string, states: {} };
  machine.flows[path] = flow;
  for (const [name, state] of Object.entries(definition.States as Record<string, JsonObject>)) {
    flow.states[name] = compileState(machine, name, state, `${path}/States/${name}`, languageOf(state, language));
  }
}

function compileState(
  machine: Machine,
  name: string,
  definition: JsonObject,
  path: string,
  language: QueryLanguage,
): State {
  const type = definition.Type as string;
  const source = {
    name,
    definition,
    language,
    flow: (nested: JsonObject, member: string) => {
      const nestedPath = `${path}/${member}`;
      // The QueryLanguage of a Map or Parallel state does not hold within it: the machine's own does.
      compileFlow(machine, nested, nestedPath, languageOf(machine.definition, 'JSONPath'));
      return nestedPath;
    },
  };
  return {
    name,
    type,
    enteredEvent: `${type}StateEntered`,
    exitedEvent: `${type}StateExited`,
    language,
    next: definition.Next as string | undefined,
    data: compileDataFlow(language, definition),
    retry: compileRetriers((definition.Retry ?? []) as JsonObject[]),
    catch: compileCatchers(source, (definition.Catch ?? []) as JsonObject[]),
    behaviour: stateTypes[type]!.compile(source),
  };
}
