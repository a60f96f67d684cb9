import { Link } from 'wouter';
import type { FleetOfMachines } from '../../../../operator/fleet/machines.ts';
import { address } from '../../addresses.ts';
import { Fact } from '../../parts/Fact.tsx';
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
        <Fact name="Next window">
          <Link href={address.windows(stack)}>{window.name}</Link>{' '}
          {window.enabled ? window.next ? <Time at={window.next} /> : 'has no further time' : 'is disabled'}
        </Fact>
        {lastRun && (
          <Fact name="Last run">
            <Link href={address.run(stack, lastRun.name)}>
              <Time at={lastRun.ended ?? lastRun.began} />
            </Link>
          </Fact>
        )}
        {first && (
          <Fact name="Under way">
            {kind === 'fleet' ? (
              <Link href={address.run(stack, first)}>a run of the fleet</Link>
            ) : (
              <Link href={address.runs(stack)}>
                {underWay.length} {underWay.length === 1 ? 'execution' : 'executions'}
              </Link>
            )}
          </Fact>
        )}
      </dl>
      <Gaps gaps={gaps} />
    </>
  );
}
