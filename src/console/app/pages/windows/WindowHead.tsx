import { useEffect, useState } from 'react';
import type { WindowAnswer } from '../../../views/window.ts';
import { Badge } from '../../parts/Badge.tsx';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { RunNow } from '../fleet/RunNow.tsx';
import { SetWindow } from './SetWindow.tsx';

/** What the window is, when it opens next, and what can be done with it. */
export function WindowHead({ stack, window }: { stack: string; window: WindowAnswer }) {
  const { name, enabled, words, schedule, durationHours, cutoffHours, description } = window;
  return (
    <header className="window-head">
      <div className="window-title">
        <h1>
          {plain(name)} <Badge tone={enabled ? 'good' : 'warn'}>{enabled ? 'Enabled' : 'Disabled'}</Badge>
        </h1>
        <div className="window-orders">
          <RunButton stack={stack} window={window} />
          <SetWindow window={window} />
        </div>
      </div>
      <p className="window-words">
        Opens {words ?? schedule}.{' '}
        <span className="muted">
          For {hours(durationHours)}
          {cutoffHours > 0 && `; in the last ${hours(cutoffHours)} nothing new is begun`}.
        </span>
      </p>
      <p className="muted">
        <code>{schedule}</code> {description && plain(description)}
      </p>
      <Next window={window} />
    </header>
  );
}

const hours = (count: number) => (count === 1 ? 'hour' : `${count} hours`);

/** The window of the pattern is opened itself, where it can be: one with a rate begins anew. */
function RunButton({ stack, window: { kind, schedule } }: { stack: string; window: WindowAnswer }) {
  const [asks, setAsks] = useState(false);
  const opensWindow = kind === 'pattern' && schedule.startsWith('rate(');
  return (
    <>
      <button type="button" className="primary" onClick={() => setAsks(true)}>
        Run now …
      </button>
      {asks && <RunNow stack={stack} opensWindow={opensWindow} onClose={() => setAsks(false)} />}
    </>
  );
}

function Next({ window: { next, now, enabled, history, durationHours } }: { window: WindowAnswer }) {
  const time = useEndpointTime(now);
  const open = history.find(({ status }) => status === 'IN_PROGRESS' || status === 'PENDING');
  if (open) {
    const end = Date.parse(open.began) + durationHours * 3_600_000;
    return (
      <p className="next">
        It is open, for <strong>{durationText(Math.max(0, end - time))}</strong> more
        <span className="muted">
          {' '}
          until <Time at={new Date(end).toISOString()} />
        </span>
      </p>
    );
  }
  if (!enabled) return <p className="next muted">It is disabled, and does not open.</p>;
  if (!next) return <p className="next muted">It does not open any more. Deploy the stack with another schedule.</p>;
  const left = Date.parse(next) - time;
  return (
    <p className="next">
      {left > 0 ? (
        <>
          Opens in <strong>{durationText(left)}</strong>
        </>
      ) : (
        'Opens at any moment'
      )}
      <span className="muted">
        {' '}
        at <Time at={next} />
      </span>
    </p>
  );
}

/** The endpoint's time, carried on between two looks. @returns milliseconds since epoch */
function useEndpointTime(told: string): number {
  const [time, setTime] = useState(() => Date.parse(told));
  useEffect(() => {
    const [at, since] = [Date.parse(told), performance.now()];
    setTime(at);
    const timer = setInterval(() => setTime(at + performance.now() - since), 1000);
    return () => clearInterval(timer);
  }, [told]);
  return time;
}
