import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import type { Day } from '../../../../operator/month.ts';
import type { WindowAnswer } from '../../../views/window.ts';
import { beginIn, moved, weeksOf } from './calendar.ts';
import { DayStrip } from './DayStrip.tsx';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const spoken = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeZone: 'UTC' });

export interface MonthGridProps {
  readonly days: readonly Day[];
  /** milliseconds since epoch: those to come, and those that were */
  readonly openings: readonly number[];
  readonly past: readonly number[];
  readonly now: number;
  readonly window: WindowAnswer;
  /** the index of a day */
  readonly chosen: number;
  onChoose(index: number): void;
  onMonth(by: number): void;
  /** another month was come to by a key: the focus goes along */
  readonly byKey: RefObject<boolean>;
}

/** A month as a table of buttons: one stop of the Tab key, arrow keys lead from day to day. */
export function MonthGrid({ days, openings, past, now, window, chosen, onChoose, onMonth, byKey }: MonthGridProps) {
  const grid = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (byKey.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    byKey.current = false;
  }, [byKey]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault();
      byKey.current = true;
      return onMonth(event.key === 'PageUp' ? -1 : 1);
    }
    const to = moved(event.key, chosen, days.length);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(to);
    grid.current?.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  };
  return (
    <table className="month" ref={grid} aria-label="Openings of the window" onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col" abbr={name}>
              {name.slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(days).map((week, row) => (
          <tr key={week.find((day) => day)?.date ?? row}>
            {week.map((day, column) => {
              if (!day) return <td key={weekdays[column]} className="no-day" />;
              const index = days.indexOf(day);
              const coming = beginIn(openings, day).length;
              const were = beginIn(past, day).length;
              const isToday = now >= day.from && now < day.to;
              return (
                <td key={day.date} aria-current={isToday ? 'date' : undefined} className={coming ? 'opens' : undefined}>
                  <button
                    type="button"
                    data-day={index}
                    aria-pressed={index === chosen}
                    tabIndex={index === chosen ? 0 : -1}
                    aria-label={`${spoken.format(new Date(`${day.date}T00:00:00Z`))}: ${said(coming, were)}`}
                    onClick={() => onChoose(index)}
                  >
                    <span className="day-number">{Number(day.date.slice(8))}</span>
                    {coming > 1 && <span className="day-count">{coming} ×</span>}
                    <DayStrip day={day} openings={openings} past={past} window={window} />
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function said(coming: number, were: number): string {
  const parts = [
    ...(coming ? [coming === 1 ? 'opens once' : `opens ${coming} times`] : []),
    ...(were ? [were === 1 ? 'opened once' : `opened ${were} times`] : []),
  ];
  return parts.join(', ') || 'does not open';
}
