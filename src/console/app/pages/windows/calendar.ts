/** What a calendar of openings shows. Pure. */
import type { Day } from '../../../../operator/month.ts';

/** A part of an opening, within a day; places as shares of the day. */
export interface Segment {
  readonly opened: number;
  readonly left: number;
  readonly width: number;
  /** from here on nothing new is begun */
  readonly isCutoff: boolean;
}

const hour = 3_600_000;

/** The openings of a window within a day, each divided where its cutoff begins. @param openings in milliseconds since epoch */
export function segmentsOf(
  openings: readonly number[],
  { from, to }: Day,
  { durationHours, cutoffHours }: { durationHours: number; cutoffHours: number },
): Segment[] {
  const place = (at: number) => (Math.min(to, Math.max(from, at)) - from) / (to - from);
  return openings.flatMap((opened) => {
    const cutoff = opened + (durationHours - cutoffHours) * hour;
    const parts = [
      { from: opened, to: cutoff, isCutoff: false },
      { from: cutoff, to: opened + durationHours * hour, isCutoff: true },
    ];
    return parts
      .filter((part) => part.from < to && part.to > from && part.to > part.from)
      .map((part) => ({
        opened,
        left: place(part.from),
        width: place(part.to) - place(part.from),
        isCutoff: part.isCutoff,
      }));
  });
}

/** The openings that begin in a day. */
export const beginIn = (openings: readonly number[], { from, to }: Day) =>
  openings.filter((at) => at >= from && at < to);

/** Days in weeks that begin with Monday; undefined where the month has no day. */
export function weeksOf(days: readonly Day[]): (Day | undefined)[][] {
  const [first] = days;
  if (!first) return [];
  const before = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells = [...Array.from({ length: before }, () => undefined), ...days];
  while (cells.length % 7) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** @param month such as `2026-01` */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The month in which a time zone has an instant. */
export function monthOf(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit' }).formatToParts(at);
  const value = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${value('year').padStart(4, '0')}-${value('month')}`;
}

/** Where a key leads from one day of a month to another, as in the ARIA Authoring Practices' "Grid"; undefined: nowhere. */
export function moved(key: string, index: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = steps[key];
  if (step !== undefined) return Math.min(count - 1, Math.max(0, index + step));
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
