import { choiceOperator } from '../data/choice.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { QueryLanguage } from '../machine.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';
import { checkOperand, checkValue } from './values.ts';

/** The rules of a Choice state. */
export function validateChoices(state: JsonObject, language: QueryLanguage, location: string): Diagnostic[] {
  if (state.Type !== 'Choice' || !Array.isArray(state.Choices)) return [];
  return state.Choices.flatMap((rule, i) => {
    const at = `${location}/Choices[${i}]`;
    if (!isObject(rule)) return [schemaError('Expected value of type [object]', at)];
    if (rule.Next === undefined) return [schemaError('These fields are required: [Next]', at)];
    if (language === 'JSONPath') return validateComparison(rule, at, ['Assign', 'Comment', 'Next']);
    if (rule.Condition === undefined) return [schemaError('These fields are required: [Condition]', at)];
    return validateMembers(rule, at, ['Assign', 'Comment', 'Condition', 'Next', 'Output'], language);
  });
}

const combinations = ['And', 'Or', 'Not'];

function validateComparison(rule: JsonObject, at: string, also: string[]): Diagnostic[] {
  const operators = Object.keys(rule).filter(
    (name) => combinations.includes(name) || choiceOperator(name) !== undefined,
  );
  if (operators.length !== 1) {
    const message =
      operators.length === 0
        ? 'A choice rule must have a comparison operator'
        : `There should only be one of the following fields: [${operators.join(', ')}]`;
    return [schemaError(message, at)];
  }
  const [name] = operators as [string];
  if (!combinations.includes(name)) {
    if (rule.Variable === undefined) return [schemaError('These fields are required: [Variable]', at)];
    return [
      ...validateMembers(rule, at, [...also, 'Variable', name], 'JSONPath'),
      ...checkOperand(name, rule[name]!, `${at}/${name}`),
    ];
  }
  const terms = name === 'Not' ? [rule.Not!] : rule[name];
  if (!Array.isArray(terms) || terms.length === 0) return [schemaError('Value cannot be empty', `${at}/${name}`)];
  return [
    ...validateMembers(rule, at, [...also, name], 'JSONPath'),
    ...terms.flatMap((term, i) => {
      const place = name === 'Not' ? `${at}/Not` : `${at}/${name}[${i}]`;
      return isObject(term)
        ? validateComparison(term, place, ['Comment'])
        : [schemaError('Expected value of type [object]', place)];
    }),
  ];
}

/** Retry and Catch. */
export function validateHandlers(state: JsonObject, language: QueryLanguage, location: string): Diagnostic[] {
  const retrier = [
    'BackoffRate',
    'Comment',
    'ErrorEquals',
    'IntervalSeconds',
    'JitterStrategy',
    'MaxAttempts',
    'MaxDelaySeconds',
  ];
  const catcher = ['Assign', 'Comment', 'ErrorEquals', 'Next', language === 'JSONata' ? 'Output' : 'ResultPath'];
  return [
    ...validateList(state.Retry, `${location}/Retry`, ['ErrorEquals'], retrier, language),
    ...validateList(state.Catch, `${location}/Catch`, ['ErrorEquals', 'Next'], catcher, language),
  ];
}

function validateList(
  list: Json | undefined,
  location: string,
  required: string[],
  fields: string[],
  language: QueryLanguage,
): Diagnostic[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, i) => {
    const at = `${location}[${i}]`;
    if (!isObject(entry)) return [schemaError('Expected value of type [object]', at)];
    const missing = required.filter((field) => entry[field] === undefined);
    if (missing.length > 0) return [schemaError(`These fields are required: [${missing.join(', ')}]`, at)];
    const names = entry.ErrorEquals;
    const all = Array.isArray(names) && names.includes('States.ALL');
    if (all && ((names as Json[]).length > 1 || i < list.length - 1)) {
      return [schemaError("'States.ALL' must appear alone, and only in the last entry", `${at}/ErrorEquals`)];
    }
    return validateMembers(entry, at, fields, language);
  });
}

function validateMembers(entry: JsonObject, at: string, fields: string[], language: QueryLanguage): Diagnostic[] {
  return Object.entries(entry).flatMap(([field, value]) =>
    fields.includes(field)
      ? checkValue(field, value, { language, location: `${at}/${field}` })
      : [schemaError(`Field '${field}' is not supported`, at)],
  );
}
