import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RunAnswer } from '../../../views/run.ts';
import { Axis } from './Axis.tsx';
import { Controls } from './Controls.tsx';
import { Crowd } from './Crowd.tsx';
import { type Line, Lines } from './Lines.tsx';
import { rangeOf, ticksOf } from './layout.ts';
import { type Choice, choose } from './order.ts';
import { Row } from './Row.tsx';
import { useRowHeight } from './row-height.ts';

const hour = 3_600_000;

/** Each machine of a run as a bar. Only the rows that are seen are drawn. */
export function Timeline({ stack, run }: { stack: string; run: RunAnswer }) {
  const [choice, setChoice] = useState<Choice>({ order: 'plan', kinds: new Set(), text: '' });
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const height = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const now = Date.parse(run.now);
  const lines = useMemo(() => linesOf(run, now), [run, now]);
  const range = useMemo(
    () =>
      rangeOf(
        run.machines,
        Date.parse(run.began ?? run.now),
        now,
        lines.filter(({ far }) => far).map(({ at }) => at),
      ),
    [run, now, lines],
  );
  const ticks = ticksOf(range, 8).filter((at) => at < range.to - (range.to - range.from) / 20);
  const machines = useMemo(() => choose(run.machines, choice, now), [run.machines, choice, now]);
  const rows = useVirtualizer({
    count: machines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => machines[index]?.executionArn ?? machines[index]?.instanceId ?? index,
    overscan: 12,
    useFlushSync: false,
  });
  const toggle = useCallback((id: string) => {
    setOpened((before) => {
      const changed = new Set(before);
      if (!changed.delete(id)) changed.add(id);
      return changed;
    });
  }, []);
  // A row has one height, unless it is opened: only then it is measured, which is dear for many at a time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it is another height, all are to be measured anew
  useEffect(() => rows.measure(), [height]);
  return (
    <section aria-label="Timeline">
      <Controls machines={run.machines} choice={choice} onChoose={setChoice} shown={machines.length} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="timeline" ref={scroller} tabIndex={0} aria-label="Machines over time">
        <div className="timeline-head">
          <div className="timeline-corner muted">Awake at a time</div>
          <div className="timeline-picture">
            <Crowd machines={run.machines} range={range} now={now} />
            <Axis range={range} ticks={ticks} />
            <Lines lines={lines} range={range} labels />
          </div>
        </div>
        <div className="timeline-body" style={{ height: rows.getTotalSize() }}>
          <div className="timeline-lines" aria-hidden="true">
            <Lines lines={ticks.map((at) => ({ kind: 'tick', at }))} range={range} />
          </div>
          <div className="timeline-lines" aria-hidden="true">
            <Lines lines={lines} range={range} />
          </div>
          <ol className="timeline-rows">
            {rows.getVirtualItems().map(({ index, key, start }) => {
              const machine = machines[index];
              return (
                machine && (
                  <Row
                    key={key}
                    measure={rows.measureElement}
                    height={height}
                    index={index}
                    count={machines.length}
                    top={start}
                    stack={stack}
                    machine={machine}
                    range={range}
                    now={now}
                    opened={opened.has(machine.instanceId)}
                    onToggle={toggle}
                  />
                )
              );
            })}
          </ol>
        </div>
      </section>
      {machines.length === 0 && <p className="muted">No machine is as the filter wants it.</p>}
    </section>
  );
}

/** What is marked in time: the cutoff, the window's end, where the canaries were over, and now. */
function linesOf(run: RunAnswer, now: number): Line[] {
  const lines: Line[] = [];
  const end = run.windowEnd && Date.parse(run.windowEnd);
  if (end && run.cutoffHours)
    lines.push({ kind: 'cutoff', at: end - run.cutoffHours * hour, words: 'cutoff', far: true });
  if (end) lines.push({ kind: 'end', at: end, words: 'window ends', far: true });
  const rest = run.machines.filter(({ canary, marks }) => !canary && marks.length > 0);
  if (run.canaries && rest.length)
    lines.push({ kind: 'wave', at: Math.min(...rest.map(({ marks }) => marks[0]!.at)), words: 'the rest begins' });
  if (run.status === 'RUNNING') lines.push({ kind: 'now', at: now });
  return lines;
}
