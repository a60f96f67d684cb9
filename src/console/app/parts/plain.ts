/**
 * Text of others, plain: characters that are not seen, or turn the direction of what follows, could make a name look like
 * another, so they are shown by their number. Source: Unicode Technical Report 36, "Bidirectional Text Spoofing".
 */
export function plain(text: string): string {
  return text.replace(
    unseen,
    (character) => `‹${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

/** Controls (Cc) but for white space, and characters that only format (Cf), such as U+202E. */
const unseen = /(?![\t\n\r])\p{Cc}|\p{Cf}/gu;
