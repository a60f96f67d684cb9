import { Link } from 'wouter';
import type { ExecutionAnswer } from '../../../views/execution.ts';
import { address } from '../../addresses.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Data } from '../../parts/Data.tsx';
import { durationText } from '../../parts/duration.ts';
import { FailureNote } from '../../parts/FailureNote.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { Orders } from './Orders.tsx';
import { wholeOf } from './whole.ts';

/** What the execution is, what it is about and what it came to. */
export function Head({ stack, ...answer }: ExecutionAnswer & { stack: string }) {
  const { name, machineName, status, machine, began, ended, now, parent, redrive } = answer;
  return (
    <>
      <div className="head">
        <h1>
          {machine ? plain(machine.name || machine.instanceId) : name} <Badge tone={toneOf(status)}>{status}</Badge>
        </h1>
        <Orders {...answer} />
      </div>
      <p className="muted execution-about">
        Execution <code>{name}</code> of {machineName}
        {machine && (
          <>
            {' '}
            for <Link href={address.instance(stack, machine.instanceId)}>{machine.instanceId}</Link>
          </>
        )}
        {parent && (
          <>
            {' '}
            in <Link href={address.execution(stack, parent)}>the run {parent.split(':').at(-1)}</Link>
          </>
        )}
        . Began <Time at={began} />
        {ended && (
          <>
            , ended <Time at={ended} />
          </>
        )}
        , {ended ? 'took' : 'so far'} {durationText(Date.parse(ended ?? now) - Date.parse(began))}
        {redrive.count > 0 && `, redriven ${redrive.count === 1 ? 'once' : `${redrive.count} times`}`}.
      </p>
      <Failed {...answer} />
      <Commands stack={stack} {...answer} />
      <InputAndOutput {...answer} />
    </>
  );
}

function Failed({ error, cause }: ExecutionAnswer) {
  if (!error && !cause) return null;
  return <FailureNote error={error ?? ''} cause={cause ?? ''} />;
}

function Commands({ stack, commands }: ExecutionAnswer & { stack: string }) {
  if (commands.length === 0) return null;
  return (
    <p>
      {commands.length === 1 ? 'Command: ' : 'Commands: '}
      {commands.map(({ commandId, state }, index) => (
        <span key={commandId}>
          {index > 0 && ', '}
          <Link href={address.command(stack, commandId)}>{`${state} (${commandId.slice(0, 8)})`}</Link>
        </span>
      ))}
    </p>
  );
}

function InputAndOutput({ arn, input, output, history }: ExecutionAnswer) {
  return (
    <div className="side-by-side">
      <Data title="Input" {...input} whole={wholeOf(arn, 1, 'input')} />
      {output && <Data title="Output" {...output} whole={wholeOf(arn, history.count, 'output')} />}
    </div>
  );
}
