/**
 * Text from elsewhere (tags, names, what commands printed) for a terminal: without characters that would move its cursor,
 * change its colours or turn the direction of writing. A line stays a line.
 */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/\p{Cf}/gu, '');
}
