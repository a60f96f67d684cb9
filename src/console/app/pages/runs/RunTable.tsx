import { Link } from 'wouter';
import { isFailure, OUTCOMES } from '../../../../maintenance/rules/outcome.ts';
import type { RunLine } from '../../../../operator/run-line.ts';
import { address } from '../../addresses.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { durationText } from '../../parts/duration.ts';
import { Time } from '../../parts/Time.tsx';

const about = { fleet: 'the fleet', window: 'the window', machine: '' };

/** A row for each run. */
export function RunTable({ stack, runs }: { stack: string; runs: readonly RunLine[] }) {
  return (
    <div className="scroll">
      <table className="runs">
        <thead>
          <tr>
            <th scope="col">Began</th>
            <th scope="col">Of</th>
            <th scope="col">Status</th>
            <th scope="col">Took</th>
            <th scope="col">Machines</th>
            <th scope="col">Outcomes</th>
            <th scope="col" className="number">
              Packages
            </th>
            <th scope="col" className="number">
              Hours awake
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.name}>
              <th scope="row">
                <Link href={address.run(stack, run.name)}>
                  <Time at={run.began} />
                </Link>
              </th>
              <td>{run.instanceId ?? about[run.kind]}</td>
              <td>
                <Badge tone={toneOf(run.status)}>{run.status}</Badge>{' '}
                {run.problem && run.problem !== 'InstancesFailed' && <span className="muted">{run.problem}</span>}
              </td>
              <td>
                {run.ended ? (
                  durationText(Date.parse(run.ended) - Date.parse(run.began))
                ) : (
                  <span className="muted">–</span>
                )}
              </td>
              <td>
                {run.total?.toLocaleString() ?? <span className="muted">–</span>}
                {run.done === undefined ? null : <span className="muted">, {run.done} done</span>}
                {run.working ? <span className="muted">, {run.working} under way</span> : null}
              </td>
              <td>
                <Outcomes {...run} />
              </td>
              <td className="number">{run.packages.toLocaleString()}</td>
              <td className="number">{run.awakeHours.toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outcomes({ outcomes }: RunLine) {
  const there = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  if (there.length === 0) return <span className="muted">–</span>;
  return (
    <ul className="run-outcomes">
      {there.map((outcome) => (
        <li key={outcome} className={isFailure(outcome) ? 'failed' : undefined}>
          <span className={`swatch chart-fill ${outcome}`} aria-hidden="true" /> {outcomes[outcome].toLocaleString()}{' '}
          {outcome}
        </li>
      ))}
    </ul>
  );
}
