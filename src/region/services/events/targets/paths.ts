/**
 * The JSON paths of EventBridge: dot notation with array indices and wildcards, `$.detail.items[0].id`, `$.resources[*]`.
 * Source: EventBridge User Guide, "Amazon EventBridge input transformation".
 */
const step = /\.([A-Za-z0-9_\-/]+)|\.?(\*)|\[(\d+|\*)\]/y;

/** @returns the steps of a path, undefined for what is no path */
export function stepsOf(path: string): string[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: string[] = [];
  for (let at = 1; at < path.length; ) {
    step.lastIndex = at;
    const found = step.exec(path);
    if (!found) return undefined;
    steps.push(found.slice(1).find((part) => part !== undefined)!);
    at = step.lastIndex;
  }
  return steps;
}

/** What a path finds in a value: with a wildcard all of it, as an array; undefined where there is nothing. */
export function valueAt(value: unknown, path: string): unknown {
  const steps = stepsOf(path) ?? [];
  const found = steps.reduce<unknown[]>((values, name) => values.flatMap((each) => within(each, name)), [value]);
  return steps.includes('*') ? found : found[0];
}

function within(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (name === '*') return Object.values(value);
  return Object.hasOwn(value, name) ? [(value as Record<string, unknown>)[name]] : [];
}
