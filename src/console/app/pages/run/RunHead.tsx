import { Link } from 'wouter';
import { reasonAdvice } from '../../../../operator/fleet/advice.ts';
import type { RunAnswer } from '../../../views/run.ts';
import { address } from '../../addresses.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { causeOf } from '../../parts/cause.ts';
import { durationText } from '../../parts/duration.ts';
import { Fact } from '../../parts/Fact.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { CancelRun } from './CancelRun.tsx';

const titles = { fleet: 'Run of the fleet', window: 'Opening of the window', machine: 'Run of one machine' };

/** What a run is, how it stands, and what it came to as a whole. */
export function RunHead({ stack, run }: { stack: string; run: RunAnswer }) {
  const { kind, status, began, ended, now, executionArn, problem } = run;
  const lasted = began ? Date.parse(ended ?? now) - Date.parse(began) : 0;
  const awake = run.machines.reduce((sum, { awakeSeconds = 0 }) => sum + awakeSeconds, 0);
  const packages = run.machines.reduce((sum, { changes = 0 }) => sum + changes, 0);
  return (
    <header className="run-head">
      <div className="run-title">
        <h1>
          {titles[kind]} <Badge tone={toneOf(status)}>{status}</Badge>
        </h1>
        {status === 'RUNNING' && executionArn && <CancelRun run={run} executionArn={executionArn} />}
      </div>
      <p className="muted">
        <Time at={began} />, {status === 'RUNNING' ? 'for' : 'took'} {durationText(lasted)} ·{' '}
        {executionArn ? <Link href={address.execution(stack, executionArn)}>{run.name}</Link> : run.name}
      </p>
      <Problem {...run} problem={problem} />
      <dl className="run-facts">
        <Fact name="Machines">{run.machines.length.toLocaleString()}</Fact>
        <Fact name="Done">{run.machines.filter(({ standing }) => standing === 'ended').length.toLocaleString()}</Fact>
        {status === 'RUNNING' && (
          <Fact name="Under way">
            {run.working}
            {run.maxConcurrency && <small> of {run.maxConcurrency} at a time</small>}
          </Fact>
        )}
        <Fact name="Packages changed">{packages.toLocaleString()}</Fact>
        <Fact name="Awake">{durationText(awake * 1000)}</Fact>
        {run.windowEnd && (
          <Fact name="Window ends">
            <Time at={run.windowEnd} />
          </Fact>
        )}
      </dl>
    </header>
  );
}

const problemWords: Readonly<Record<string, string>> = {
  InstancesFailed: 'The run was carried out to its end; some of its machines failed.',
  EmptySelection: 'The stack selects no machine.',
};

/** What ended the run early, or why it counts as failed. */
function Problem({ error, cause, problem = error, status }: RunAnswer) {
  const known = Object.hasOwn(reasonAdvice, problem ?? '')
    ? reasonAdvice[problem as keyof typeof reasonAdvice]
    : undefined;
  if (status === 'ABORTED')
    return (
      <p className="trouble">
        <strong>Cancelled.</strong> {cause && plain(cause)} What was awake then is stopped by the sweeper once its lease
        has expired.
      </p>
    );
  if (!problem) return null;
  return (
    <p className={problem === 'InstancesFailed' ? 'muted' : 'trouble'}>
      {problem in problemWords ? problemWords[problem] : <strong>{problem}</strong>}{' '}
      {known ? `${known.means} ${known.todo}` : problem in problemWords ? '' : cause && causeOf(cause).message}
    </p>
  );
}
