import { entryOf, isObject, type JsonObject } from '../json.ts';
import type { QueryLanguage, StateType } from '../machine.ts';
import type { ExecutionType } from '../snapshot.ts';
import { stateTypes } from '../states/index.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';
import { validateExpress } from './express.ts';
import { validateMap } from './map.ts';
import { validateChoices, validateHandlers } from './parts.ts';
import { checkValue } from './values.ts';

/** Where a state stands, and how to validate what is nested in it. */
export interface Place {
  location: string;
  type: ExecutionType;
  machineLanguage: QueryLanguage;
  branch(definition: JsonObject, location: string): Diagnostic[];
  processor(definition: JsonObject, location: string): Diagnostic[];
}

const everyState = ['Comment', 'QueryLanguage', 'Type'];
// In the order in which AWS names them.
const typeNames = ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map'];

/** What is wrong with one state, and with what is nested in it. */
export function validateState(state: JsonObject, place: Place): Diagnostic[] {
  const { location, machineLanguage } = place;
  const type = entryOf(stateTypes, state.Type);
  if (state.Type === undefined) return [schemaError('These fields are required: [Type]', location)];
  if (!type) {
    const message = `The field 'Type' should have one of these values: [${typeNames.join(', ')}]`;
    return [schemaError(message, `${location}/Type`)];
  }
  const language = (state.QueryLanguage ?? machineLanguage) as QueryLanguage;
  if (language !== 'JSONPath' && language !== 'JSONata') {
    const message = "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]";
    return [schemaError(message, `${location}/QueryLanguage`)];
  }
  if (language === 'JSONPath' && machineLanguage === 'JSONata') {
    const message = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
    return [schemaError(message, location)];
  }
  const diagnostics = [
    ...validateFieldNames(type, state, language, location),
    ...validateGroups(type, state, location),
  ];
  for (const [field, value] of Object.entries(state)) {
    diagnostics.push(...checkValue(field, value, { language, location: `${location}/${field}` }));
  }
  return [
    ...diagnostics,
    ...validateChoices(state, language, location),
    ...validateHandlers(state, language, location),
    ...validateMap(state, location, language),
    ...validateNested(state, place),
    ...(place.type === 'EXPRESS' ? validateExpress(state, location) : []),
  ];
}

function validateFieldNames(
  { fields }: StateType,
  state: JsonObject,
  language: QueryLanguage,
  location: string,
): Diagnostic[] {
  const known = [...everyState, ...fields.common, ...fields[language]];
  const other = language === 'JSONPath' ? 'JSONata' : 'JSONPath';
  return Object.keys(state)
    .filter((field) => !known.includes(field))
    .map((field) =>
      schemaError(
        fields[other].includes(field)
          ? `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`
          : `Field '${field}' is not supported`,
        location,
      ),
    );
}

function validateGroups(
  { required = [], oneOf = [], atMostOneOf = [] }: StateType,
  state: JsonObject,
  location: string,
) {
  const diagnostics: Diagnostic[] = [];
  const missing = required.filter((field) => state[field] === undefined);
  if (missing.length > 0) diagnostics.push(schemaError(`These fields are required: [${missing.join(', ')}]`, location));
  for (const group of [...oneOf, ...atMostOneOf]) {
    const present = group.filter((field) => state[field] !== undefined);
    const list = `[${group.join(', ')}]`;
    if (present.length > 1) {
      diagnostics.push(schemaError(`There should only be one of the following fields: ${list}`, location));
    } else if (present.length === 0 && oneOf.includes(group)) {
      diagnostics.push(schemaError(`There should be one of the following fields: ${list}`, location));
    }
  }
  return diagnostics;
}

function validateNested(state: JsonObject, { location, branch, processor }: Place): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (Array.isArray(state.Branches)) {
    for (const [i, nested] of state.Branches.entries()) {
      const at = `${location}/Branches[${i}]`;
      if (isObject(nested)) diagnostics.push(...branch(nested, at));
      else diagnostics.push(schemaError('Expected value of type [object]', at));
    }
  }
  for (const field of ['ItemProcessor', 'Iterator']) {
    const nested = state[field];
    if (isObject(nested)) diagnostics.push(...processor(nested, `${location}/${field}`));
  }
  return diagnostics;
}
