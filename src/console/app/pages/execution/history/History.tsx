import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import type { ExecutionAnswer } from '../../../../views/execution.ts';
import { TroubleNote } from '../../../parts/TroubleNote.tsx';
import { EventRow } from './EventRow.tsx';
import { type Filter, filtered, type Kind, kinds } from './filter.ts';
import { useEvents } from './use-events.ts';
import './history.css';

/** The whole history, however long: only what is seen is drawn. Each event opens. */
export function History({ arn, history, began }: Pick<ExecutionAnswer, 'arn' | 'history' | 'began'>) {
  const { events, trouble } = useEvents(arn, history.count);
  const [filter, setFilter] = useState<Filter>({ kind: 'all', words: '' });
  const [isNewestFirst, turn] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => {
    const some = filtered(events, wanted);
    return isNewestFirst ? some.toReversed() : some;
  }, [events, wanted, isNewestFirst]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 37,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 12,
  });
  const toggle = (id: number) =>
    setOpen((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>History</h2>
      <div className="history-tools">
        <label>
          Show{' '}
          <select value={filter.kind} onChange={({ target }) => setFilter({ ...filter, kind: target.value as Kind })}>
            {Object.entries(kinds).map(([kind, { name }]) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          with{' '}
          <input
            type="search"
            placeholder="state, type or error"
            value={filter.words}
            onChange={({ target }) => setFilter({ ...filter, words: target.value })}
          />
        </label>
        <label>
          <input type="checkbox" checked={isNewestFirst} onChange={({ target }) => turn(target.checked)} /> Newest first
        </label>
        <span className="muted">
          {shown.length === events.length
            ? `${events.length.toLocaleString()} events`
            : `${shown.length.toLocaleString()} of ${events.length.toLocaleString()} events`}
          {!history.isComplete && ', more are being read …'}
        </span>
      </div>
      <TroubleNote trouble={trouble} />
      {shown.length === 0 && (
        <p className="muted">No event is like that. Show all events, or search for other words.</p>
      )}
      <div ref={scroller} className="history">
        <ol aria-labelledby={heading} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const event = shown[item.index];
            if (!event) return null;
            return (
              <li
                key={item.key}
                ref={rows.measureElement}
                data-index={item.index}
                aria-setsize={shown.length}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <EventRow arn={arn} event={event} began={began} isOpen={open.has(event.id)} toggle={toggle} />
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
