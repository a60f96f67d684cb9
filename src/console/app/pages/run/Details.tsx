import { Link } from 'wouter';
import { reasonAdvice } from '../../../../operator/fleet/advice.ts';
import type { Machine } from '../../../../operator/timeline/machine.ts';
import { address } from '../../addresses.ts';
import { causeOf } from '../../parts/cause.ts';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import type { Span } from './layout.ts';

/** All that is known of a machine in a run, and where to read on. */
export function Details({ stack, machine, spans }: { stack: string; machine: Machine; spans: readonly Span[] }) {
  const { instanceId, reason = '', because, cause, leftOn, awakeSeconds, changes, executionArn, commandId } = machine;
  const advice = Object.hasOwn(reasonAdvice, reason) ? reasonAdvice[reason as keyof typeof reasonAdvice] : undefined;
  return (
    <div className="timeline-details">
      {advice && (
        <p>
          {advice.means} {advice.todo !== 'Nothing.' && <strong>{advice.todo}</strong>}
        </p>
      )}
      {because && <p>{plain(because)}</p>}
      {leftOn && <p>Left on: {plain(leftOn)}</p>}
      {cause && <p className="timeline-cause">{causeOf(cause).message}</p>}
      {spans.length > 0 && (
        <ol className="phases">
          {spans.map(({ phase, from, to, open }) => (
            <li key={phase}>
              <span className={`swatch phase ${phase}`} aria-hidden="true" /> {phase}{' '}
              <strong>{durationText(to - from)}</strong>
              {open && ' and goes on'}
              <span className="muted">
                {' '}
                from <Time at={new Date(from).toISOString()} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="muted">
        {awakeSeconds !== undefined && awakeSeconds > 0 && `Awake for ${durationText(awakeSeconds * 1000)}. `}
        {changes !== undefined && `${changes} ${changes === 1 ? 'package' : 'packages'} changed.`}
      </p>
      <p className="timeline-links">
        <Link href={address.instance(stack, instanceId)}>Machine {instanceId}</Link>
        {executionArn && <Link href={address.execution(stack, executionArn)}>Execution</Link>}
        {commandId && <Link href={address.command(stack, commandId)}>Command</Link>}
      </p>
    </div>
  );
}
