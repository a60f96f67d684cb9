import { displayWidth, padEnd } from './display-width.ts';
import { paint } from './paint.ts';

/** Columns as wide as their widest cell, two spaces apart; the heading bold where there is a terminal. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const [title, ...lines] = aligned([heading, ...rows]);
  return [paint('bold', title ?? ''), ...lines].join('\n');
}

/** Rows as lines whose columns stand under each other, two spaces apart. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, column) => padEnd(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
