import { InvalidPattern } from './invalid.ts';

/**
 * Whether a text is as `pattern` says: `*` stands for any number of characters, `\*` and `\\` for themselves.
 * @throws InvalidPattern
 */
export function asWildcard(pattern: string): (text: string) => boolean {
  if (/(?<!\\)(\\\\)*\*\*/.test(pattern)) throw new InvalidPattern('Consecutive wildcard characters');
  const source = pattern.replace(/\\([*\\])|\*|[\s\S]/g, (found, escaped: string | undefined) => {
    if (found === '*') return '[\\s\\S]*';
    const character = escaped ?? found;
    if (character === '\\' && escaped === undefined) throw new InvalidPattern('Invalid escape character');
    return character.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
}
