import { Link } from 'wouter';
import type { FleetOfMachines } from '../../../../operator/fleet/machines.ts';
import { address } from '../../addresses.ts';
import { Time } from '../../parts/Time.tsx';
import { Gaps } from './Gaps.tsx';

/** When runs were and will be, and what could not be looked at. */
export function Facts({ stack, fleet, count }: { stack: string; fleet: FleetOfMachines; count: number }) {
  const { whole, window, lastRun, underWay, gaps, kind } = fleet;
  const [first] = underWay;
  return (
    <>
      {!whole && (
        <p role="status" className="muted">
          {count.toLocaleString()} machines so far; the others are still read …
        </p>
      )}
      <dl className="facts">
        <div>
          <dt>Next window</dt>
          <dd>
            <Link href={address.windows(stack)}>{window.name}</Link>{' '}
            {window.enabled ? window.next ? <Time at={window.next} /> : 'has no further time' : 'is disabled'}
          </dd>
        </div>
        {lastRun && (
          <div>
            <dt>Last run</dt>
            <dd>
              <Link href={address.run(stack, lastRun.name)}>
                <Time at={lastRun.ended ?? lastRun.began} />
              </Link>
            </dd>
          </div>
        )}
        {first && (
          <div>
            <dt>Under way</dt>
            <dd>
              {kind === 'fleet' ? (
                <Link href={address.run(stack, first)}>a run of the fleet</Link>
              ) : (
                <Link href={address.runs(stack)}>
                  {underWay.length} {underWay.length === 1 ? 'execution' : 'executions'}
                </Link>
              )}
            </dd>
          </div>
        )}
      </dl>
      <Gaps gaps={gaps} />
    </>
  );
}
