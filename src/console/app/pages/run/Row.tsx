import { memo, useLayoutEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Machine } from '../../../../operator/timeline/machine.ts';
import { address } from '../../addresses.ts';
import { Badge } from '../../parts/Badge.tsx';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Details } from './Details.tsx';
import { place, type Range, spansOf } from './layout.ts';
import { kindOf, words } from './order.ts';
import { toneOfKind } from './tone.ts';

export interface RowProps {
  /** tells the list how high an opened row is */
  measure(row: HTMLLIElement | null): void;
  /** of a row that is not opened, in pixels */
  readonly height: number;
  readonly index: number;
  readonly count: number;
  /** pixels from the top of the list */
  readonly top: number;
  readonly stack: string;
  readonly machine: Machine;
  readonly range: Range;
  readonly now: number;
  readonly opened: boolean;
  onToggle(instanceId: string): void;
}

/** One machine: its name, its phases as a bar, what it came to. */
export const Row = memo(function Row({
  measure,
  height,
  index,
  count,
  top,
  stack,
  machine,
  range,
  now,
  opened,
  onToggle,
}: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  // Closed again it has the height of the others: that is told by measuring it as well.
  const wasOpened = useRef(false);
  useLayoutEffect(() => {
    if (opened || wasOpened.current) measure(row.current);
    wasOpened.current = opened;
  }, [opened, measure]);
  const { instanceId, name, canary, reason } = machine;
  const called = plain(name || instanceId);
  const kind = kindOf(machine);
  const spans = spansOf(machine, now);
  const told = spans.map(
    ({ phase, from, to, open }) => `${phase} ${durationText(to - from)}${open ? ' and goes on' : ''}`,
  );
  return (
    <li
      ref={row}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      className="timeline-row"
      style={{ transform: `translateY(${top}px)`, height: opened ? undefined : height }}
    >
      <div className="timeline-machine">
        <Link href={address.instance(stack, instanceId)} title={instanceId}>
          {called}
        </Link>
        {canary && <span className="canary">canary</span>}
      </div>
      <button
        type="button"
        className="timeline-bar"
        aria-expanded={opened}
        aria-label={`${called}: ${told.join(', ') || words[kind]}`}
        onClick={() => onToggle(instanceId)}
      >
        {spans.map(({ phase, from, to, open }) => (
          <span
            key={phase}
            className={`phase ${phase}${open ? ' open' : ''}`}
            title={`${phase}, ${durationText(to - from)}`}
            style={{
              left: `${place(from, range) * 100}%`,
              width: `max(2px, ${(place(to, range) - place(from, range)) * 100}%)`,
            }}
          />
        ))}
      </button>
      <div className="timeline-outcome">
        <Badge tone={toneOfKind(kind)}>{words[kind]}</Badge> <span className="muted">{reason}</span>
      </div>
      {opened && <Details stack={stack} machine={machine} spans={spans} />}
    </li>
  );
});
