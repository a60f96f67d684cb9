import { place, type Range } from './layout.ts';

export interface Line {
  readonly kind: 'tick' | 'cutoff' | 'end' | 'wave' | 'now';
  /** milliseconds since epoch */
  readonly at: number;
  readonly words?: string;
  /** the timeline grows to have it in, where it is not too far away */
  readonly far?: boolean;
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** Instants as lines across the bars. What lies beyond what is shown is told at the edge. */
export function Lines({ lines, range, labels = false }: { lines: readonly Line[]; range: Range; labels?: boolean }) {
  const seen = lines.filter(({ at }) => at <= range.to && at >= range.from);
  const beyond = lines.filter(({ at }) => at > range.to);
  return (
    <>
      {seen.map(({ kind, at, words }) => (
        <div
          key={`${kind} ${at}`}
          className={`timeline-line ${kind}${place(at, range) > 0.85 ? ' before' : ''}`}
          style={{ left: `${place(at, range) * 100}%` }}
        >
          {labels && words && (
            <span>
              {words} {clock.format(at)}
            </span>
          )}
        </div>
      ))}
      {labels && beyond.length > 0 && (
        <p className="timeline-beyond">
          {beyond.map(({ kind, at, words }) => (
            <span key={kind} className={kind}>
              {words} {clock.format(at)} →
            </span>
          ))}
        </p>
      )}
    </>
  );
}
