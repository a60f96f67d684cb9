import type { Day } from '../../../../operator/month.ts';
import type { WindowAnswer } from '../../../views/window.ts';
import { segmentsOf } from './calendar.ts';

/** So many openings can be told apart in a day; more of them are one band. */
const most = 100;

/** The hours of a day as a strip: when the window is open, and from when on nothing new is begun. */
export function DayStrip({
  day,
  openings,
  past,
  window,
}: {
  day: Day;
  openings: readonly number[];
  past: readonly number[];
  window: WindowAnswer;
}) {
  const coming = segmentsOf(openings, day, window);
  const were = segmentsOf(past, day, window);
  if (coming.length + were.length === 0) return null;
  return (
    <span className="strip" aria-hidden="true">
      {were.slice(0, most).map(({ opened, left, width, isCutoff }) => (
        <span
          key={`${opened} ${isCutoff}`}
          className="was"
          style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
        />
      ))}
      {coming.slice(0, most).map(({ opened, left, width, isCutoff }) => (
        <span
          key={`${opened} ${isCutoff}`}
          className={isCutoff ? 'cutoff' : 'open'}
          style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
        />
      ))}
    </span>
  );
}
