import { isDeepStrictEqual } from 'node:util';

/**
 * Compares what was recorded with what was answered. Recorded ids, ARNs, times and the like are placeholders:
 * within one case the same placeholder stands for the same value.
 * @param added members that may be missing in what was recorded
 * @returns a function that tells the first difference, if there is one
 */
export function createMatcher(
  added: readonly string[] = [],
): (expected: unknown, actual: unknown) => string | undefined {
  const bound = new Map<string, string>();
  const match = (expected: unknown, actual: unknown, path: string): string | undefined => {
    const [e, a] = [parsed(expected), parsed(actual)];
    if (isDeepStrictEqual(e, a)) return undefined;
    if (typeof e === 'string' && matchText(e, a, bound)) return undefined;
    if (Array.isArray(e) && Array.isArray(a)) {
      if (e.length !== a.length) return `${path}: expected ${e.length} elements but were ${a.length}`;
      return first(e.map((element, i) => () => match(element, a[i], `${path}[${i}]`)));
    }
    if (isRecord(e) && isRecord(a)) {
      const extra = Object.keys(a).filter((key) => !(added.includes(key) && e[key] === undefined));
      const keys = new Set([...Object.keys(e), ...extra]);
      return first([...keys].map((key) => () => match(e[key], a[key], `${path}.${key}`)));
    }
    return `${path}: expected ${JSON.stringify(e)} but was ${JSON.stringify(a)}`;
  };
  return (expected, actual) => match(expected, actual, '');
}

function first(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const difference = check();
    if (difference) return difference;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The recorder parsed JSON objects in details, but not arrays and scalars: both sides are parsed here. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*["[{\d-]|^(true|false|null)$/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Placeholders that are not in angle brackets. */
const words = new Set(['timestamp', 'date', 'start-time', 'entered-time', 'map_run_arn']);

function matchText(expected: string, actual: unknown, bound: Map<string, string>): boolean {
  const text = typeof actual === 'string' ? actual : JSON.stringify(actual);
  if (words.has(expected) || /^\w+EventDetails\.\w+$/.test(expected)) return true;
  const parts = expected.split(/(<<?[\w:-]+>?(?::\d+)?>|lambda_function(?:_\d+)?_name)/);
  if (parts.length === 1) return false;
  const names: string[] = [];
  const pattern = parts
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
      const known = names.indexOf(part);
      if (known >= 0) return `\\${known + 1}`;
      names.push(part);
      return '([\\s\\S]*?)';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(text ?? '');
  if (!found) return false;
  return names.every((name, i) => {
    const value = found[i + 1]!;
    if (bound.has(name)) return bound.get(name) === value;
    bound.set(name, value);
    return true;
  });
}
