/** A JSON Patch (RFC 6902) applied so that what it does not touch stays the same object: only what has changed is drawn anew. */

/** What the server's stream tells: its comparison makes these three alone. */
export interface Change {
  readonly op: 'add' | 'replace' | 'remove';
  /** a JSON Pointer (RFC 6901) */
  readonly path: string;
  readonly value?: unknown;
}

type Branch = Record<string, unknown> | unknown[];

/** @throws TypeError for a change of something that is not there */
export function patched<T>(document: T, changes: readonly Change[]): T {
  // Each branch is copied once, however many changes there are below it.
  const own = new Set<unknown>();
  const copyOf = (branch: unknown, path: string): Branch => {
    if (typeof branch !== 'object' || branch === null) throw new TypeError(`There is nothing at ${path} to change.`);
    if (own.has(branch)) return branch as Branch;
    const copy = Array.isArray(branch) ? [...branch] : { ...branch };
    own.add(copy);
    return copy;
  };
  let root: unknown = document;
  for (const { op, path, value } of changes) {
    const steps = path.split('/').slice(1).map(unescaped);
    const last = steps.pop();
    if (last === undefined) {
      root = value;
      continue;
    }
    root = copyOf(root, path);
    let branch = root as Branch;
    for (const step of steps) {
      const next = copyOf(branch[step as never], path);
      put(branch, step, next);
      branch = next;
    }
    if (Array.isArray(branch)) changeItem(branch, op, last, value);
    else if (op === 'remove') delete branch[last];
    else put(branch, last, value);
  }
  return root as T;
}

/** As a member of its own, also where it is called `__proto__`. */
function put(branch: Branch, step: string, value: unknown): void {
  Object.defineProperty(branch, step, { value, writable: true, enumerable: true, configurable: true });
}

function changeItem(items: unknown[], op: Change['op'], step: string, value: unknown): void {
  const index = step === '-' ? items.length : Number(step);
  if (op === 'add') items.splice(index, 0, value);
  else if (op === 'remove') items.splice(index, 1);
  else items[index] = value;
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
