/** Text from elsewhere, shown so that it cannot pass for another text. Pure. */

/** Colours of terminals. Source: ECMA-48, "Select graphic rendition". */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const colours = /\u001b\[[\d;:]*m/g;
/** Control characters, and those that turn the direction of writing or are not to be seen. Source: Unicode, UAX #9. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const odd = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Lines and tabs stay; what terminals colour is plain; all else that is odd is written as its number, such as `\u202e`. */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(colours, '')
    .replace(odd, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** JSON with its lines broken as people read it; any other text as it is. */
export function readable(text: string): string {
  if (!/^\s*[[{]/.test(text)) return harmless(text);
  try {
    return harmless(JSON.stringify(JSON.parse(text), undefined, 2));
  } catch {
    // It was clipped, or is no JSON.
    return harmless(text);
  }
}
