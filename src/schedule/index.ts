import type { IANAZone } from 'luxon';
import { type AtSchedule, describeAt, firstAt, parseAt } from './at.ts';
import { type CronSchedule, firstCron, parseCron } from './cron.ts';
import { describeCron } from './cron-words.ts';
import { InvalidSchedule } from './invalid.ts';
import { describeRate, firstRate, parseRate, type RateSchedule } from './rate.ts';
import { zoneOf } from './zone.ts';

export { InvalidSchedule };

/** A schedule expression, read. Plain data, good to be stored as JSON. */
export type Schedule = CronSchedule | RateSchedule | AtSchedule;

/** What a maintenance window says about its schedule besides the expression. Instants are milliseconds since epoch. */
export type Options = {
  /** ScheduleTimezone, an IANA name; CreateMaintenanceWindow's default is UTC. */
  timezone: string;
  /** When the window was created, or enabled last. It has no occurrence before; a rate begins with it. */
  anchor: number;
  /** ScheduleOffset: the window opens this many days, 1 to 6, after the date of its cron expression. */
  offsetDays?: number;
  /** StartDate: there is no occurrence before; a rate begins with it, if it is later than the anchor. */
  startDate?: number;
  /** EndDate: there is no occurrence after. */
  endDate?: number;
};

/** The last millisecond that a Date can hold. */
const END_OF_TIME = 8.64e15;

const parsers: Record<string, (text: string) => Schedule> = { cron: parseCron, rate: parseRate, at: parseAt };

/**
 * Reads a schedule expression of a maintenance window: cron(...), rate(...) or at(...), as on the page "Reference: Cron
 * and rate expressions for Systems Manager".
 * @throws InvalidSchedule for one that is not understood, or that could never come.
 */
export function parse(expression: string): Schedule {
  const [, kind = '', text = ''] = /^(\w+)\((.*)\)$/.exec(expression) ?? [];
  if (!Object.hasOwn(parsers, kind)) {
    throw new InvalidSchedule(
      `"${expression}" is not a schedule expression. Write cron(0 2 ? * SUN#3 *), rate(30 minutes) or at(2030-07-07T15:55:00).`,
    );
  }
  return parsers[kind]!(text);
}

/**
 * The next occurrence of a schedule later than `after`, or undefined when there is none any more. Milliseconds.
 *
 * cron() and at() go by the clock of the time zone. Each time they name comes once: at the first instant at which that
 * clock shows it or a later time. So where clocks go forward from 02:00 to 03:00, what is due at 02:30 comes when they
 * do, at 03:00 (together with what is due then: that is one occurrence); where they go back from 03:00 to 02:00, what
 * is due at 02:30 comes the first time that they show it, and not again. rate() counts real time.
 *
 * The rest follows "Maintenance window scheduling and active period options" and CreateMaintenanceWindow.
 * @throws InvalidSchedule for an unknown time zone, or an offset that the schedule cannot have.
 */
export function next(schedule: Schedule, options: Options & { after: number }): number | undefined {
  const { after, anchor, startDate = anchor, endDate = END_OF_TIME } = options;
  const opening = Math.max(anchor, startDate);
  const bounds: Bounds = {
    earliest: Math.max(after + 1, opening),
    anchor,
    opening,
    offsetDays: checkOffset(schedule, options.offsetDays),
    zone: zoneOf(options.timezone),
  };
  const latest = Math.min(endDate, END_OF_TIME);
  if (bounds.earliest > latest) return undefined;

  const found = first(schedule, bounds);
  return found !== undefined && found <= latest ? found : undefined;
}

type Bounds = { earliest: number; anchor: number; opening: number; offsetDays: number; zone: IANAZone };

function first(schedule: Schedule, bounds: Bounds): number | undefined {
  switch (schedule.kind) {
    case 'cron':
      return firstCron(schedule, bounds);
    case 'rate':
      return firstRate(schedule, bounds);
    case 'at':
      return firstAt(schedule, bounds);
  }
}

/**
 * The occurrences of a schedule from `from` to `to`, both included, ascending, each once. Milliseconds since epoch.
 * @throws InvalidSchedule as `next` does, when the first of them is asked for.
 */
export function* occurrences(
  schedule: Schedule,
  { from, to, ...options }: Options & { from: number; to: number },
): Generator<number> {
  let occurrence = next(schedule, { ...options, after: from - 1 });
  while (occurrence !== undefined && occurrence <= to) {
    yield occurrence;
    occurrence = next(schedule, { ...options, after: occurrence });
  }
}

/**
 * A schedule in words: "every 30 minutes", "at 02:00 on the third Sunday of each month, Europe/Berlin". With a schedule
 * offset: "at 02:00, 2 days after the third Sunday of each month, Europe/Berlin".
 * @throws InvalidSchedule for an offset that the schedule cannot have.
 */
export function describe(schedule: Schedule, timezone: string, offsetDays?: number): string {
  const offset = checkOffset(schedule, offsetDays);
  switch (schedule.kind) {
    case 'cron':
      return describeCron(schedule, timezone, offset);
    case 'rate':
      return describeRate(schedule);
    case 'at':
      return describeAt(schedule, timezone);
  }
}

function checkOffset(schedule: Schedule, offsetDays: number | undefined): number {
  if (offsetDays === undefined) return 0;
  if (schedule.kind !== 'cron') {
    throw new InvalidSchedule(
      `A ${schedule.kind} expression cannot have a schedule offset. Use a cron expression, or leave the offset out.`,
    );
  }
  if (Number.isInteger(offsetDays) && offsetDays >= 1 && offsetDays <= 6) return offsetDays;
  throw new InvalidSchedule(`A schedule offset of ${offsetDays} days is out of range. Use 1 to 6, or leave it out.`);
}
