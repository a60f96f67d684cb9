import { Link } from 'wouter';
import { reasonAdvice } from '../../../../operator/fleet/advice.ts';
import type { Machine } from '../../../../operator/fleet/machine.ts';
import { address } from '../../addresses.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Fact } from '../../parts/Fact.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { concernsOf } from '../fleet/summary.ts';
import { outcomeTone } from '../fleet/tones.ts';

/** How the machine stands, and what that asks of somebody. */
export function Standing({ stack, machine }: { stack: string; machine: Machine }) {
  const { line, objectiveDays, window, instance } = machine;
  if (!line) return null;
  const { days, verified, outcome, reason, passedOver, because, hold } = line;
  const [concern] = concernsOf([line], objectiveDays);
  return (
    <>
      {concern && (
        <ul className="concerns alone">
          <li className={concern.attention === 'stale' ? 'warn' : 'bad'}>
            <h2>{plain(concern.title)}</h2>
            <p>{concern.advice.means}</p>
            <p>
              <strong>What to do:</strong> {concern.advice.todo}
            </p>
          </li>
        </ul>
      )}
      <dl className="pairs">
        <Fact name="Verified patch">
          {ago(days)}
          {verified && <Time at={verified} />}
          {objectiveDays !== undefined && <span className="muted"> (objective: {objectiveDays} days)</span>}
        </Fact>
        <Fact name="Last run">
          {outcome ? (
            <>
              <Badge tone={outcomeTone(outcome)}>{outcome}</Badge> {plain(reason ?? '')}{' '}
              <span className="muted">{means(reason)}</span>
            </>
          ) : (
            'none yet'
          )}
        </Fact>
        <Fact name="Next window">
          <Link href={address.windows(stack)}>{plain(window.name)}</Link>{' '}
          {window.next ? <Time at={window.next} /> : 'does not open again'}
          {passedOver && (
            <>
              {' '}
              <Badge tone="warn">passed over</Badge> {passedOver}: {plain(because ?? '')}
            </>
          )}
        </Fact>
        <Fact name="Hold">{hold === undefined ? 'none' : <Held until={hold} />}</Fact>
        <Fact name="Lease">
          {instance?.leases.length
            ? instance.leases.map(({ owner, found, until, expired }) => (
                <p key={owner} className="lease">
                  {expired ? <Badge tone="bad">expired</Badge> : <Badge tone="busy">held</Badge>} by the execution{' '}
                  <span className="mono">{plain(owner)}</span>, until <Time at={until} />; it was found {found}
                </p>
              ))
            : 'none: no execution has it'}
        </Fact>
      </dl>
    </>
  );
}

function ago(days: number | undefined): string {
  if (days === undefined) return 'never';
  if (days === 0) return 'today, ';
  return `${days.toLocaleString()} ${days === 1 ? 'day' : 'days'} ago, `;
}

function Held({ until }: { until: string }) {
  return Number.isNaN(Date.parse(until)) ? <>until it is released ({plain(until)})</> : <Time at={until} />;
}

function means(reason: string | undefined): string {
  return Object.hasOwn(reasonAdvice, reason ?? '') ? reasonAdvice[reason as keyof typeof reasonAdvice].means : '';
}
