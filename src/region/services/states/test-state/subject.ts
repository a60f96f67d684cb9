import { InvalidDefinition, isObject, type Json, type JsonObject, validate } from '../../../../asl/index.ts';
import { statesOf } from '../definition.ts';
import { invalidDefinition, validationException } from '../errors.ts';

/** The state that is tested, by itself. */
export interface Subject {
  name: string;
  state: JsonObject;
  language: 'JSONPath' | 'JSONata';
}

/** By which a state that is given without a state machine is known. */
const nameless = 'StateName';

/**
 * The state of a definition, which is that of a state machine where a name is given.
 * @throws WireError InvalidDefinition, ValidationException
 */
export function subjectOf(definition: string, stateName: string | undefined): Subject {
  const parsed = parse(definition);
  if (stateName === undefined) {
    const wrapped = alone({ name: nameless, state: parsed, language: languageOf(parsed, 'JSONPath') });
    check(JSON.stringify(wrapped));
    return { name: nameless, state: parsed, language: languageOf(parsed, 'JSONPath') };
  }
  check(definition);
  const found = [...statesOf(parsed)].find(({ path }) => path.endsWith(`/States/${stateName}`));
  if (!found) throw validationException('State not found in definition');
  return { name: stateName, state: found.state, language: languageOf(found.state, languageOf(parsed, 'JSONPath')) };
}

/** A state machine that has nothing but the state, and an end behind each way out of it. */
export function alone({ name, state, language }: Subject): JsonObject {
  const ends = exitsOf(state).map((exit): [string, JsonObject] => [exit, { Type: 'Succeed' }]);
  return { QueryLanguage: language, StartAt: name, States: { ...Object.fromEntries(ends), [name]: state } };
}

/** Where a state may go on: Next, Default, and those of its Choices and Catch. */
function exitsOf(state: JsonObject): string[] {
  const nested = [state.Choices, state.Catch].flatMap((list) => (Array.isArray(list) ? list : []));
  const exits: (Json | undefined)[] = [state.Next, state.Default, ...nested.map((each) => isObject(each) && each.Next)];
  return exits.filter((exit) => typeof exit === 'string');
}

function languageOf(definition: JsonObject, inherited: Subject['language']): Subject['language'] {
  return (definition.QueryLanguage as Subject['language'] | undefined) ?? inherited;
}

function parse(definition: string): JsonObject {
  check(definition, ({ code }) => code === 'INVALID_JSON_DESCRIPTION');
  return JSON.parse(definition);
}

/** @throws WireError InvalidDefinition */
function check(definition: string, which: (each: ReturnType<typeof validate>[number]) => boolean = () => true): void {
  const errors = validate(definition).filter((each) => each.severity === 'ERROR' && which(each));
  if (errors.length > 0) throw invalidDefinition(new InvalidDefinition(errors).message);
}
