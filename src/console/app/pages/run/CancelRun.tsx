import { useState } from 'react';
import type { RunAnswer } from '../../../views/run.ts';
import { useOrder } from '../../data/order.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { MachineNames } from '../../parts/MachineNames.tsx';

/** Ends a run's execution, once it is clear what that means for the machines that are awake. */
export function CancelRun({ run, executionArn }: { run: RunAnswer; executionArn: string }) {
  const [asks, setAsks] = useState(false);
  const { give, busy, trouble } = useOrder('stopExecution');
  const awake = run.machines.filter(({ standing }) => standing === 'underWay');
  const waiting = run.machines.filter(({ standing }) => standing === 'waiting').length;
  return (
    <>
      <button type="button" onClick={() => setAsks(true)}>
        Cancel the run …
      </button>
      {asks && (
        <Confirm
          title="Cancel the run?"
          verb="Cancel the run"
          busy={busy}
          trouble={trouble}
          onClose={() => setAsks(false)}
          onConfirm={async () => {
            if (await give({ executionArn })) setAsks(false);
          }}
        >
          <p>
            No further machine is woken{waiting > 0 && `: ${waiting} that wait are left as they are`}. What is under way
            is cut off where it stands, also in the middle of its patching.
          </p>
          <p>
            <strong>Cancelling stops no machine.</strong>{' '}
            {run.kind === 'fleet'
              ? 'Those that are awake stay on until their leases expire; then the sweeper stops those that were found stopped, and raises an alarm for each.'
              : 'It stays as it is. A fleet’s sweeper stops it once its lease has expired; a stack of the pattern has no sweeper, so stop it yourself.'}
          </p>
          {awake.length > 0 && (
            <>
              <p>Under way now:</p>
              <MachineNames machines={awake.map(({ instanceId: id, name }) => ({ id, name }))} />
            </>
          )}
        </Confirm>
      )}
    </>
  );
}
