import { isObject, type Json } from '../../json.ts';
import { asString, type IntrinsicFunction } from './intrinsic.ts';

export const strings: Record<string, IntrinsicFunction> = {
  'States.Format': {
    arguments: [1, Number.POSITIVE_INFINITY],
    call: ([template, ...args]) => format(asString(template), args),
  },
  'States.StringSplit': {
    arguments: [2, 2],
    call: ([text, delimiters]) => {
      // Every character of the second argument is a delimiter, and empty pieces are left out.
      const separators = new Set(asString(delimiters));
      const pieces = [''];
      for (const c of asString(text)) {
        if (separators.has(c)) pieces.push('');
        else pieces[pieces.length - 1] += c;
      }
      return pieces.filter((piece) => piece !== '');
    },
  },
};

/** Puts the arguments in the place of `{}`; `\{` and `\}` stand for the brackets themselves. */
function format(template: string, args: Json[]): string {
  let next = 0;
  const text = template.replace(/\\([{}\\'])|\{\}/g, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    if (next >= args.length) throw new RangeError('the number of arguments does not match the occurrences of {}');
    return formatted(args[next++]!);
  });
  if (next < args.length) throw new RangeError('the number of arguments does not match the occurrences of {}');
  return text;
}

/** Objects and arrays are shown as Java shows its maps and lists: `{Arg1=1, Arg2=[]}`. */
function formatted(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(formatted).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${key}=${formatted(member)}`);
  return `{${members.join(', ')}}`;
}
