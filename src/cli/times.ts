/** Times as people type them, and as they read them. */
import { DateTime, IANAZone } from 'luxon';
import { Failure } from '../operator/failure.ts';
import { nearest } from './suggest.ts';

const units = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * A time that an option names: a day or an instant (2026-12-31, 2026-12-31T12:00, in UTC unless it says otherwise), or how far
 * it is from now (90s, 10m, 2h, 3d, 1w).
 * @param direction of what is told by its distance
 * @throws Failure for what is neither
 */
export function timeOf(option: string, text: string, now: Date, direction: 'ahead' | 'back'): Date {
  const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (amount !== undefined) {
    const distance = Number(amount) * units[unit as keyof typeof units] * 1000;
    return new Date(now.getTime() + (direction === 'ahead' ? distance : -distance));
  }
  const time = DateTime.fromISO(text, { zone: 'utc' });
  if (time.isValid && /^\d{4}-/.test(text)) return time.toJSDate();
  throw new Failure(
    `${option} ${text} is no time. Give a day or an instant, such as 2026-12-31 or 2026-12-31T12:00:00Z, or a distance such as 30m, 12h or 3d.`,
    'usage',
  );
}

/** @throws Failure for what is no time zone of the IANA */
export function zoneOf(text: string | undefined): string | undefined {
  if (text === undefined || IANAZone.isValidZone(text)) return text;
  const known = Intl.supportedValuesOf('timeZone');
  const meant = nearest(text, known) ?? known.find((zone) => zone.toLowerCase().endsWith(`/${text.toLowerCase()}`));
  throw new Failure(
    `--timezone ${text} is no time zone.${meant ? ` Did you mean ${meant}?` : ''} Give one such as Europe/Berlin or UTC.`,
    'usage',
  );
}

/** `Sun 2026-01-04 02:00 +01:00 Europe/Berlin` @param time ISO 8601 */
export function inZone(time: string, zone: string): string {
  const offset = zone === 'UTC' ? '' : ' ZZ';
  return `${DateTime.fromISO(time, { zone }).toFormat(`ccc yyyy-MM-dd HH:mm${offset}`, { locale: 'en' })} ${zone}`;
}

/** `8 s`, `2 min 5 s`, `3 h 20 min` */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return [`${Math.floor(whole / 60)} min`, ...(whole % 60 ? [`${whole % 60} s`] : [])].join(' ');
  const minutes = Math.floor(whole / 60);
  return [`${Math.floor(minutes / 60)} h`, ...(minutes % 60 ? [`${minutes % 60} min`] : [])].join(' ');
}
