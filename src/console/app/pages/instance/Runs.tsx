import { Link } from 'wouter';
import type { Life, LifeRun } from '../../../../operator/fleet/life.ts';
import { address } from '../../addresses.ts';
import { Badge } from '../../parts/Badge.tsx';
import { ChangeList } from '../../parts/ChangeList.tsx';
import { durationText } from '../../parts/duration.ts';
import { Fact } from '../../parts/Fact.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { adviceOf } from '../fleet/summary.ts';
import { outcomeTone } from '../fleet/tones.ts';
import { phasesOf } from './phases.ts';

/** Every run that came to the machine, the newest first. */
export function Runs({ stack, life: { runs, whole } }: { stack: string; life: Life }) {
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Runs {runs.length > 0 && <span className="muted">({runs.length})</span>}</h2>
      {!whole && (
        <p role="status" className="muted">
          Older runs are still looked through …
        </p>
      )}
      {whole && !runs.length && (
        <p className="muted">
          No run has come to it yet. Run now, or wait for the next window: what it comes to appears here.
        </p>
      )}
      <ol className="life">
        {runs.map((run, index) => (
          <li key={run.key}>
            <details open={index === 0}>
              <summary>
                <Time at={run.at} />{' '}
                {run.outcome ? (
                  <Badge tone={outcomeTone(run.outcome)}>{run.outcome}</Badge>
                ) : (
                  <Badge tone="busy">under way</Badge>
                )}{' '}
                {plain(run.reason ?? '')}
                <span className="muted">
                  {run.changes && ` · ${run.changes.length} ${run.changes.length === 1 ? 'package' : 'packages'}`}
                  {run.awakeSeconds ? ` · awake ${durationText(run.awakeSeconds * 1000)}` : ''}
                </span>
              </summary>
              <RunDetails stack={stack} run={run} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

function RunDetails({ stack, run }: { stack: string; run: LifeRun }) {
  const { outcome, reason, because, cause, leftOn, missing = [], changes } = run;
  const advice = outcome && adviceOf(outcome, reason);
  return (
    <div className="run-details">
      {advice && (
        <p>
          {advice.means} {advice.todo !== 'Nothing.' && <strong>What to do: </strong>}
          {advice.todo !== 'Nothing.' && advice.todo}
        </p>
      )}
      {because && <p>{plain(because)}</p>}
      {leftOn && <p>It was left on: {plain(leftOn)}</p>}
      {cause && <pre className="cause">{plain(cause)}</pre>}
      <dl className="pairs">
        {phasesOf(run).map(({ name, at, seconds }) => (
          <Fact key={name} name={name}>
            <Time at={at} />
            {seconds !== undefined && <span className="muted"> after {durationText(seconds * 1000)}</span>}
          </Fact>
        ))}
        <Known name="Found" value={run.found} />
        <Known name="Baseline" value={run.baselineId} />
        <Known name="Snapshot before" value={run.snapshotId} />
      </dl>
      <p className="links">
        <Link href={address.execution(stack, run.executionArn)}>Execution</Link>
        {run.commandId && <Link href={address.command(stack, run.commandId)}>Command</Link>}
        {run.run && <Link href={address.run(stack, run.run)}>Run of the fleet</Link>}
      </p>
      {missing.length > 0 && (
        <details>
          <summary>Missing after it ({missing.length})</summary>
          <ul>
            {missing.map((title) => (
              <li key={title}>{plain(title)}</li>
            ))}
          </ul>
        </details>
      )}
      {changes && changes.length > 0 && (
        <details>
          <summary>Packages changed ({changes.length})</summary>
          <ChangeList changes={changes} />
        </details>
      )}
    </div>
  );
}

function Known({ name, value }: { name: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <Fact name={name}>
      <span className="mono">{plain(value)}</span>
    </Fact>
  );
}
