import {
  compile,
  type ExecutionType,
  type Integration,
  InvalidDefinition,
  integrationOf,
  isObject,
  itemReaderResources,
  type Json,
  type JsonObject,
  resultWriterResources,
  validate,
} from '../../../asl/index.ts';
import { notSupported } from '../../errors.ts';
import type { Context } from '../../service.ts';
import { invalidDefinition } from './errors.ts';
import { isSupported } from './task/integrations/index.ts';

/**
 * Refuses what cannot be run: what AWS refuses, with its diagnostics, and what the Region has not, by name.
 * @throws WireError InvalidDefinition, NotImplemented
 */
export function checkDefinition(context: Context, definition: string, type: ExecutionType): void {
  try {
    const errors = validate(definition, { type }).filter(({ severity }) => severity === 'ERROR');
    if (errors.length > 0) throw new InvalidDefinition(errors);
    const { definition: parsed } = compile(definition);
    for (const { state } of statesOf(parsed)) checkResources(context, state);
  } catch (error) {
    if (error instanceof InvalidDefinition) throw invalidDefinition(error.message);
    throw error;
  }
}

/** Refuses a state that calls what the Region has not, by name. @throws WireError NotImplemented */
export function checkResources(context: Context, state: JsonObject): void {
  for (const [resource, integration] of integrationsOf(state))
    if (!isSupported(context, integration)) throw notSupported(`the resource ${resource} of a state machine`);
}

/** Every state of a definition, those within others too, with its path as the interpreter has it. */
export function* statesOf(flow: JsonObject, path = ''): Generator<{ path: string; state: JsonObject }> {
  for (const [name, state] of Object.entries(flow.States as Record<string, JsonObject>)) {
    const own = `${path}/States/${name}`;
    yield { path: own, state };
    for (const [member, nested] of nestedFlows(state)) yield* statesOf(nested, `${own}/${member}`);
  }
}

function nestedFlows(state: JsonObject): [string, JsonObject][] {
  const branches = ((state.Branches ?? []) as JsonObject[]).map((branch, index): [string, JsonObject] => [
    `Branches[${index}]`,
    branch,
  ]);
  const processors = ['ItemProcessor', 'Iterator'].flatMap((member): [string, JsonObject][] =>
    isObject(state[member]) ? [[member, state[member]]] : [],
  );
  return [...branches, ...processors];
}

/** What a state calls: by the Resource of a task, of an item reader, of a result writer. */
function* integrationsOf(state: JsonObject): Generator<[resource: string, Integration | undefined]> {
  const resourceOf = (from: Json | undefined) => (isObject(from) ? (from.Resource as string | undefined) : undefined);
  const own = resourceOf(state);
  if (own !== undefined) yield [own, integrationOf(own)];
  const reader = resourceOf(state.ItemReader);
  if (reader !== undefined) yield [reader, itemReaderResources[reader]];
  const writer = resourceOf(state.ResultWriter);
  if (writer !== undefined) yield [writer, resultWriterResources[writer]];
}
