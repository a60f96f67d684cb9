import { OUTCOMES, type Outcome } from './outcome.ts';

/** What a report tells of one instance; every member that is known. */
export interface Line {
  readonly instanceId: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly awakeSeconds?: number;
  readonly stale?: boolean;
  readonly [member: string]: unknown;
}

/** What a run came to as a whole. */
export interface Totals {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly instanceHours: number;
  /** instances that were too long without a verified patch, and still are */
  readonly stale: readonly string[];
}

export function totalsOf(lines: readonly Line[]): Totals {
  const count = (outcome: Outcome) => lines.filter((line) => line.outcome === outcome).length;
  const seconds = lines.reduce((sum, { awakeSeconds = 0 }) => sum + awakeSeconds, 0);
  return {
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as Record<Outcome, number>,
    instanceHours: Math.round(seconds / 36) / 100,
    stale: lines.filter((line) => line.stale && line.compliance !== 'Clean').map(({ instanceId }) => instanceId),
  };
}

/** Lines as a table. Source: RFC 4180. A cell that a spreadsheet would take for a formula is disarmed. */
export function csv(lines: readonly Line[], columns: readonly string[]): string {
  const rows = [columns, ...lines.map((line) => columns.map((column) => line[column]))];
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
