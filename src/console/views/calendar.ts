import { Failure } from '../../operator/failure.ts';
import { type Day, daysOf } from '../../operator/month.ts';
import { outputsOf } from '../../operator/stack.ts';
import { mostOpenings, openings, windowOf } from '../../operator/window.ts';
import type { View } from '../view.ts';

export interface CalendarAnswer {
  readonly days: readonly Day[];
  /** milliseconds since epoch; those before the month begins whose window is still open then too */
  readonly openings: readonly number[];
  /** there are more in this month than are told of */
  readonly more: boolean;
}

const hour = 3_600_000;

/** When the window of a stack opens in a month that is counted in some time zone. */
export const calendar: View<{ stack: string; month: string; zone: string }, CalendarAnswer> = {
  params: ['stack', 'month', 'zone'],
  async read({ clients }, { stack, month, zone }) {
    const days = daysOf(month, zone);
    const [first, last] = [days?.at(0), days?.at(-1)];
    if (!days || !first || !last)
      throw new Failure(
        `${month} in ${zone} is no month. Say a month as 2026-01, and a time zone as the IANA names it.`,
      );
    const { WindowId } = await outputsOf(clients, stack);
    const window = await windowOf(clients, WindowId);
    const found = openings(window, first.from - window.durationHours * hour, last.to - 1);
    return { days, openings: found, more: found.length >= mostOpenings };
  },
};
