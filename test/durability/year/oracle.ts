/** When windows have to open, worked out without `src/schedule` and without its library: by what clocks in Berlin show. */

const day = 24 * 3_600_000;
const quarter = 15 * 60_000;

const berlin = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'short',
});

/**
 * The first instant of a day at which the clock shows that time or a later one: a time that is skipped comes when the clock
 * is put forward, one that is shown twice comes once.
 * @param date any instant of that day in UTC @param time `HH:MM`, a quarter of an hour
 */
function inBerlin(date: number, time: string): number {
  const midnight = date - (date % day);
  const wanted = new Date(midnight).toISOString().slice(0, 10);
  for (let instant = midnight - 3 * 3_600_000; ; instant += quarter) {
    const [shownDate, shownTime = ''] = berlin.format(instant).split(' ');
    if (shownDate === wanted && shownTime >= time) return instant;
  }
}

function* days(from: number, to: number): Generator<number> {
  for (let date = from - (from % day) - day; date <= to + day; date += day) yield date;
}

const between = (from: number, to: number, instants: Iterable<number>) =>
  [...instants].filter((instant) => instant >= from && instant < to);

/** Every night at 02:30, which one night does not have, and another has twice. */
export function nightly(from: number, to: number): number[] {
  return between(
    from,
    to,
    [...days(from, to)].map((date) => inBerlin(date, '02:30')),
  );
}

/** Every twelve hours from the window's creation on, whatever clocks show. */
export function everyTwelveHours(from: number, to: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / (day / 2)) }, (_, index) => from + (index * day) / 2);
}

/** Three days after the second Tuesday of each month, at 10:00. */
export function afterPatchTuesday(from: number, to: number): number[] {
  const isSecondTuesday = (date: number) => {
    const dayOfMonth = new Date(date).getUTCDate();
    return new Date(date).getUTCDay() === 2 && dayOfMonth > 7 && dayOfMonth <= 14;
  };
  const found = [...days(from - 4 * day, to)].filter(isSecondTuesday).map((date) => inBerlin(date + 3 * day, '10:00'));
  return between(from, to, found);
}
