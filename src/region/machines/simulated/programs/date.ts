import { DateTime } from 'luxon';
import { failed, printed, reader } from './program.ts';

/** Conversions of strftime(3) -> luxon's. */
const conversions: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  s: 'X',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
};

/** date(1) in UTC: `date`, `date +FORMAT`, with `-u` or without. */
export const date = reader((args, _disk, { now }) => {
  const [format, ...more] = args.filter((arg) => arg !== '-u');
  const time = DateTime.fromMillis(now, { zone: 'utc' });
  if (format === undefined) return printed([time.toFormat("EEE MMM d HH:mm:ss 'UTC' yyyy")]);
  const unknown = /%(?![YmdHMSsFTZ%])./.exec(format)?.[0];
  if (more.length > 0 || !format.startsWith('+') || unknown !== undefined)
    return failed(1, `date: unsupported here: ${args.join(' ')}`);
  const shown = format.slice(1).replace(/%(.)/g, (_, letter: string) => {
    if (letter === '%') return '%';
    return letter === 'Z' ? 'UTC' : time.toFormat(conversions[letter]!);
  });
  return printed([shown]);
});
