import { isObject, type Json, type JsonObject } from '../json.ts';
import { compileExpression } from './expression.ts';
import type { Evaluator } from './scope.ts';

/**
 * Compiles a payload template: a JSON value in which a member whose name ends in `.$` has an expression as its value.
 * Source: "Manipulate parameters in Step Functions workflows".
 * @throws InvalidPath
 */
export function compileTemplate(template: Json): Evaluator {
  if (!isDynamic(template)) return () => template;
  if (Array.isArray(template)) {
    const elements = template.map(compileTemplate);
    return (value, scope) => elements.map((element) => element(value, scope));
  }
  const members = Object.entries(template as JsonObject).map(([key, member]): [string, Evaluator] =>
    key.endsWith('.$') ? [key.slice(0, -2), compileExpression(member as string, key)] : [key, compileTemplate(member)],
  );
  return (value, scope) => {
    const result: JsonObject = {};
    for (const [key, member] of members) result[key] = member(value, scope);
    return result;
  };
}

function isDynamic(template: Json): boolean {
  if (Array.isArray(template)) return template.some(isDynamic);
  return (
    isObject(template) && Object.entries(template).some(([key, member]) => key.endsWith('.$') || isDynamic(member))
  );
}
