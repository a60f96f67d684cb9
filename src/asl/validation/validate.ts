import { isObject, type Json, type JsonObject } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import type { ExecutionType } from '../snapshot.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';
import { type Place, validateState } from './state.ts';
import { validateTransitions } from './transitions.ts';
import { checkValue } from './values.ts';

export { type Diagnostic, InvalidDefinition } from './diagnostic.ts';

/**
 * What is wrong with a definition, for CreateStateMachine, UpdateStateMachine and ValidateStateMachineDefinition.
 * @param definition JSON text
 * @returns nothing for a definition that can be run
 */
export function validate(definition: string, { type = 'STANDARD' }: { type?: ExecutionType } = {}): Diagnostic[] {
  let parsed: Json;
  try {
    parsed = JSON.parse(definition) as Json;
  } catch (error) {
    return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: (error as Error).message }];
  }
  if (!isObject(parsed)) {
    return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message: 'The definition must be a JSON object' }];
  }
  const diagnostics = validateMachine(parsed, type);
  // How states follow one another can only be told once each of them is sound.
  return diagnostics.length > 0 ? diagnostics : validateTransitions(parsed);
}

const machineFields = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const branchFields = ['Comment', 'StartAt', 'States'];
const processorFields = [...branchFields, 'ProcessorConfig'];

function validateMachine(definition: JsonObject, type: ExecutionType): Diagnostic[] {
  const language = definition.QueryLanguage ?? 'JSONPath';
  if (language !== 'JSONPath' && language !== 'JSONata') {
    const message = "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]";
    return [schemaError(message, '/QueryLanguage')];
  }
  const names = new Set<string>();
  const flow = (nested: JsonObject, location: string, fields: string[]): Diagnostic[] => [
    ...validateFlow(nested, location, fields),
    ...validateStates(nested, location),
  ];
  const place = (location: string): Place => ({
    location,
    type,
    machineLanguage: language as QueryLanguage,
    branch: (nested, at) => flow(nested, at, branchFields),
    processor: (nested, at) => flow(nested, at, processorFields),
  });

  function validateStates(nested: JsonObject, location: string): Diagnostic[] {
    if (!isObject(nested.States)) return [];
    const diagnostics: Diagnostic[] = [];
    for (const [name, state] of Object.entries(nested.States)) {
      const at = `${location}/States/${name}`;
      diagnostics.push(...validateName(name, names, at));
      if (!isObject(state)) diagnostics.push(schemaError('Expected value of type [object]', at));
      else diagnostics.push(...validateState(state, place(at)));
    }
    return diagnostics;
  }

  return flow(definition, '', machineFields);
}

/** The fields of a machine, a branch or an item processor. */
function validateFlow(definition: JsonObject, location: string, fields: string[]): Diagnostic[] {
  const at = location || '/';
  const missing = ['StartAt', 'States'].filter((field) => definition[field] === undefined);
  if (missing.length > 0) return [schemaError(`These fields are required: [${missing.join(', ')}]`, at)];
  const diagnostics = Object.keys(definition)
    .filter((field) => !fields.includes(field))
    .map((field) => schemaError(`Field '${field}' is not supported`, at));
  for (const field of ['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version']) {
    if (definition[field] === undefined) continue;
    diagnostics.push(
      ...checkValue(field, definition[field], { language: 'JSONPath', location: `${location}/${field}` }),
    );
  }
  return diagnostics;
}

/** "State names must be unique within the scope of the whole state machine" and have at most 80 characters. */
function validateName(name: string, names: Set<string>, location: string): Diagnostic[] {
  const error = (code: string, message: string): Diagnostic => ({ severity: 'ERROR', code, message, location });
  if (names.has(name)) return [error('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`)];
  names.add(name);
  return name.length > 80 ? [error('INVALID_STATE_NAME', 'State names cannot exceed 80 characters')] : [];
}
