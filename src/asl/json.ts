/** A JSON value. Values inside the interpreter are never changed in place, so they may be shared freely. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
  [key: string]: Json;
}

/** True for `{...}`: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// History events repeat the same value as one state's output and the next one's input, right after each other: it is written
// out once. To remember more than that pays for long texts only.
const texts = new WeakMap<object, string>();
const longText = 1000;
let last: { value: Json; text: string } = { value: null, text: 'null' };

/** The JSON text of a value. Remembered for objects and arrays, which is safe because values are never changed. */
export function textOf(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (last.value === value) return last.text;
  const text = texts.get(value) ?? JSON.stringify(value);
  if (text.length >= longText) texts.set(value, text);
  last = { value, text };
  return text;
}

/** What a table has under a name that comes from outside: never what every object inherits, such as `toString`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Deep equality of two JSON values; the order of keys does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, index) => sameJson(element, b[index]!));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key]!, b[key]!))
  );
}
