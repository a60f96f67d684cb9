/** Pattern matching notation (POSIX Shell Command Language, section 2.13), for `case` and `${name#pattern}`. */
export function matchesGlob(pattern: string, value: string): boolean {
  const source = pattern.replace(/\\([\s\S])|\[(!?)([^\]]+)\]|[\s\S]/g, (found, escaped, not, set) => {
    if (escaped !== undefined) return escaped.replace(/[.+^${}()|[\]\\*?/-]/, '\\$&');
    if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\^]/g, '\\$&')}]`;
    if (found === '*') return '[\\s\\S]*';
    return found === '?' ? '[\\s\\S]' : found.replace(/[.+^${}()|[\]\\/-]/, '\\$&');
  });
  return new RegExp(`^${source}$`).test(value);
}
