/** What programs printed, as people read it. Pure. */
import { plain } from './plain.ts';

/** Colours of terminals. Source: ECMA-48, "Select graphic rendition". */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const colours = /\u001b\[[\d;:]*m/g;

/** Lines and tabs stay, what terminals colour is plain, and a line that was written over another shows that it was. */
export function printed(text: string): string {
  return plain(text.replaceAll('\r\n', '\n').replace(colours, '')).replaceAll('\r', '‹000D›');
}

/** JSON with its lines broken; any other text as it was printed. */
export function readable(text: string): string {
  if (!/^\s*[[{]/.test(text)) return printed(text);
  try {
    return printed(JSON.stringify(JSON.parse(text), undefined, 2));
  } catch {
    // It was clipped, or is no JSON.
    return printed(text);
  }
}
