import type { Day } from '../../../../operator/month.ts';
import type { WindowAnswer } from '../../../views/window.ts';
import { beginIn } from './calendar.ts';
import { DayStrip } from './DayStrip.tsx';

const hour = 3_600_000;
const mostListed = 24;

/** A day in full: its hours, and each opening in words. */
export function DayDetails({
  day,
  openings,
  past,
  window,
  zone,
}: {
  day: Day;
  openings: readonly number[];
  past: readonly number[];
  window: WindowAnswer;
  zone: string;
}) {
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', timeZone: zone });
  const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });
  const coming = beginIn(openings, day);
  const were = beginIn(past, day);
  const { durationHours, cutoffHours } = window;
  return (
    <div className="day" aria-live="polite">
      <h3>{date.format(new Date(`${day.date}T00:00:00Z`))}</h3>
      {coming.length + were.length === 0 && <p className="muted">The window does not open on this day.</p>}
      <div className="day-hours">
        <DayStrip day={day} openings={openings} past={past} window={window} />
        <span className="day-scale muted" aria-hidden="true">
          {[0, 6, 12, 18].map((at) => (
            <span key={at} style={{ left: `${(at / 24) * 100}%` }}>{`${String(at).padStart(2, '0')}:00`}</span>
          ))}
        </span>
      </div>
      <ul>
        {were.length > 0 && (
          <li className="muted">
            Opened {were.length === 1 ? `at ${time.format(were[0])}` : `${were.length} times`}: see the history.
          </li>
        )}
        {coming.slice(0, mostListed).map((at) => (
          <li key={at}>
            <strong>{time.format(at)}</strong> to {time.format(at + durationHours * hour)}
            {cutoffHours > 0 && (
              <span className="muted">
                , nothing new from {time.format(at + (durationHours - cutoffHours) * hour)} on
              </span>
            )}
          </li>
        ))}
      </ul>
      {coming.length > mostListed && <p className="muted">and {coming.length - mostListed} more times</p>}
    </div>
  );
}
