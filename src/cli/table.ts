import { styleText } from 'node:util';

/** Columns as wide as their widest cell, two spaces apart; the heading bold where there is a terminal. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(heading), { stream: process.stdout }), ...rows.map(line)].join('\n');
}
