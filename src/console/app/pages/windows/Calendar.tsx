import { type RefObject, useRef, useState } from 'react';
import type { CalendarAnswer } from '../../../views/calendar.ts';
import type { WindowAnswer } from '../../../views/window.ts';
import { useView } from '../../data/live.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import { monthAfter, monthOf } from './calendar.ts';
import { DayDetails } from './DayDetails.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { ownZone, useZone, zones } from './zone.ts';

/** The openings of a month, day by day, in a time zone of one's choice. */
export function Calendar({ stack, window }: { stack: string; window: WindowAnswer }) {
  const [zone, setZone] = useZone(window.timezone);
  const now = Date.parse(window.now);
  const today = monthOf(now, zone);
  const [month, setMonth] = useState<string>();
  const byKey = useRef(false);
  const shown = month ?? today;
  const common = [...new Set([window.timezone, ownZone, 'UTC'])];
  const name = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${shown}-01T00:00:00Z`),
  );
  return (
    <section className="calendar" aria-label="Calendar">
      <div className="calendar-head">
        <h2>{name}</h2>
        <div className="calendar-months">
          <button type="button" aria-label="Month before" onClick={() => setMonth(monthAfter(shown, -1))}>
            ‹
          </button>
          <button type="button" disabled={shown === today} onClick={() => setMonth(undefined)}>
            Today
          </button>
          <button type="button" aria-label="Month after" onClick={() => setMonth(monthAfter(shown, 1))}>
            ›
          </button>
        </div>
        <label className="calendar-zone">
          <span className="muted">Time zone</span>{' '}
          <select value={zone} onChange={({ target }) => setZone(target.value)}>
            <optgroup label="Of the window, your own, UTC">
              {common.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </optgroup>
            <optgroup label="All">
              {zones
                .filter((each) => !common.includes(each))
                .map((each) => (
                  <option key={each}>{each}</option>
                ))}
            </optgroup>
          </select>
        </label>
      </div>
      <Month
        stack={stack}
        month={shown}
        zone={zone}
        window={window}
        onMonth={(by) => setMonth(monthAfter(shown, by))}
        byKey={byKey}
      />
    </section>
  );
}

interface MonthProps {
  readonly stack: string;
  readonly month: string;
  readonly zone: string;
  readonly window: WindowAnswer;
  onMonth(by: number): void;
  readonly byKey: RefObject<boolean>;
}

function Month({ stack, month, zone, window, onMonth, byKey }: MonthProps) {
  return (
    <Viewed live={useView('calendar', { stack, month, zone })}>
      {(answer) => (
        <Days key={`${month} ${zone}`} answer={answer} zone={zone} window={window} onMonth={onMonth} byKey={byKey} />
      )}
    </Viewed>
  );
}

function Days({
  answer: { days, openings, more },
  zone,
  window,
  onMonth,
  byKey,
}: Omit<MonthProps, 'stack' | 'month'> & { answer: CalendarAnswer }) {
  const now = Date.parse(window.now);
  const first = days.findIndex(({ from, to }) => openings.some((at) => at >= from && at < to));
  const [chosen, choose] = useState(Math.max(0, first));
  const day = days[chosen];
  const past = window.history.map(({ began }) => Date.parse(began));
  return (
    <>
      <MonthGrid
        days={days}
        openings={openings}
        past={past}
        now={now}
        window={window}
        chosen={chosen}
        onChoose={choose}
        onMonth={onMonth}
        byKey={byKey}
      />
      {more && <p className="muted">It opens more often in this month than can be shown.</p>}
      {day && <DayDetails day={day} openings={openings} past={past} window={window} zone={zone} />}
    </>
  );
}
