/** `*` is any text, `?` any one character. */
export function matchesPattern(pattern: string, value: string, ignoreCase = false): boolean {
  return expressionFor(pattern, ignoreCase).test(value);
}

/** Those that were made last: policies ask the same ones again and again. */
const expressions = new Map<string, RegExp>();
const mostExpressions = 2000;

function expressionFor(pattern: string, ignoreCase: boolean): RegExp {
  const key = `${ignoreCase ? 'i' : ''}/${pattern}`;
  const known = expressions.get(key);
  if (known) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
  if (expressions.size >= mostExpressions) expressions.delete(expressions.keys().next().value!);
  expressions.set(key, expression);
  return expression;
}
