import { useState } from 'react';
import type { ExecutionAnswer } from '../../../views/execution.ts';
import { useOrder } from '../../data/order.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { plain } from '../../parts/plain.ts';

/** What can be ordered of an execution: to stop while it runs, to go on where it failed. */
export function Orders(answer: ExecutionAnswer) {
  const [asked, ask] = useState<'stop' | 'redrive'>();
  const close = () => ask(undefined);
  return (
    <div className="orders">
      {answer.status === 'RUNNING' && (
        <button type="button" onClick={() => ask('stop')}>
          Stop the execution …
        </button>
      )}
      {answer.redrive.isPossible && (
        <button type="button" onClick={() => ask('redrive')}>
          Redrive from what failed …
        </button>
      )}
      {asked === 'stop' && <Stop {...answer} close={close} />}
      {asked === 'redrive' && <Redrive {...answer} close={close} />}
    </div>
  );
}

type OrderProps = ExecutionAnswer & { close(): void };

function Stop({ arn, machine, machineName, mapRuns, commands, close }: OrderProps) {
  const { give, busy, trouble } = useOrder('stopExecution');
  const working = mapRuns.reduce((sum, { counts }) => sum + (counts.running ?? 0), 0);
  return (
    <Confirm
      title={`Stop this execution of ${machineName}?`}
      verb="Stop the execution"
      busy={busy}
      trouble={trouble}
      onConfirm={async () => (await give({ executionArn: arn })) && close()}
      onClose={close}
    >
      {machine ? (
        <p>
          It is about the machine <Machine {...machine} />. None of its later steps is done any more: if it has woken
          the machine, <strong>it does not put it to sleep again</strong>.
        </p>
      ) : (
        <p>None of its later steps is done any more, the report neither.</p>
      )}
      {working > 0 && (
        <p>
          {working === 1 ? 'One execution that works' : `${working} executions that work`} on machines for it
          {working === 1 ? ' is' : ' are'} stopped as well: machines that are awake stay on.
        </p>
      )}
      {commands.length > 0 && (
        <p>A command that was sent goes on on the machine. It can be cancelled on the page of the command.</p>
      )}
      <p>
        In a fleet the sweeper stops what was woken once its lease has expired. Otherwise stop the machine yourself,
        when nothing works on it.
      </p>
    </Confirm>
  );
}

function Redrive({ arn, machine, machineName, states, close }: OrderProps) {
  const { give, busy, trouble } = useOrder('redriveExecution');
  const failed = states.filter((state) => state.failed > 0).map(({ name }) => name);
  return (
    <Confirm
      title={`Redrive this execution of ${machineName}?`}
      verb="Redrive it"
      busy={busy}
      trouble={trouble}
      onConfirm={async () => (await give({ executionArn: arn })) && close()}
      onClose={close}
    >
      <p>
        It goes on with what failed ({failed.map(plain).join(', ') || 'its last step'}), with the input that it had
        then; what succeeded is not done again.
      </p>
      {machine && (
        <p>
          It is about the machine <Machine {...machine} />, which the steps that come may wake, patch and stop.
        </p>
      )}
      <p>A window that has ended since does not hold it back: steps that ask for the time ask for it then.</p>
    </Confirm>
  );
}

function Machine({ name, instanceId }: { name: string; instanceId: string }) {
  return (
    <strong>
      {plain(name)} {name ? `(${instanceId})` : instanceId}
    </strong>
  );
}
