import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { MapRunLine } from '../../../views/execution.ts';
import { address } from '../../addresses.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Time } from '../../parts/Time.tsx';
import { Viewed } from '../../parts/Viewed.tsx';
import { doneOf } from './progress.ts';

/** The executions that distributed Map states have started: how many are how far, and each as a link. */
export function MapRuns({ stack, runs }: { stack: string; runs: readonly MapRunLine[] }) {
  if (runs.length === 0) return null;
  return (
    <section>
      <h2>Map Runs</h2>
      {runs.map((run) => (
        <MapRun key={run.arn} stack={stack} run={run} />
      ))}
    </section>
  );
}

const words: Readonly<Record<string, string>> = { timedOut: 'timed out' };

function MapRun({ stack, run }: { stack: string; run: MapRunLine }) {
  const [isOpen, open] = useState(false);
  const heading = useId();
  const { state, status, began, ended, counts } = run;
  const { total: _, ...others } = counts;
  const { done, total } = doneOf(run);
  return (
    <div className="map-run">
      <h3 id={heading}>
        {state} <Badge tone={toneOf(status)}>{status}</Badge>
      </h3>
      <p>
        <progress max={total || 1} value={done} aria-labelledby={heading} /> {done} of {total} done
        {Object.entries(others)
          .filter(([, count]) => count > 0)
          .map(([name, count]) => `, ${count} ${words[name] ?? name}`)}
        <span className="muted">
          {' '}
          began <Time at={began} />
          {ended && (
            <>
              , ended <Time at={ended} />
            </>
          )}
        </span>
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {isOpen ? 'Hide its executions' : 'Show its executions'}
      </button>
      {isOpen && <Children stack={stack} arn={run.arn} />}
    </div>
  );
}

function Children({ stack, arn }: { stack: string; arn: string }) {
  return (
    <Viewed live={useView('mapRun', { arn })}>
      {({ children, isCut }) => (
        <>
          <ul className="children">
            {children.map((child) => (
              <li key={child.arn}>
                <Badge tone={toneOf(child.status)}>{child.status}</Badge>{' '}
                <Link href={address.execution(stack, child.arn)}>{child.name}</Link>{' '}
                <span className="muted">
                  <Time at={child.began} />
                </span>
              </li>
            ))}
          </ul>
          {isCut && <p className="muted">There are more. Those that failed are shown first, then those that run.</p>}
        </>
      )}
    </Viewed>
  );
}
