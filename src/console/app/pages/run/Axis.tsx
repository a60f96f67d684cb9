import { place, type Range } from './layout.ts';

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** The time of day, in the time zone of whoever looks. */
export function Axis({ range, ticks }: { range: Range; ticks: readonly number[] }) {
  return (
    <div className="timeline-axis" aria-hidden="true">
      {ticks.map((at) => (
        <span key={at} style={{ left: `${place(at, range) * 100}%` }}>
          {clock.format(at)}
        </span>
      ))}
    </div>
  );
}
