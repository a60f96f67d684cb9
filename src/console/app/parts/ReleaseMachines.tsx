import { useOrder } from '../data/order.ts';
import { Confirm } from './Confirm.tsx';
import { type Machine, MachineNames } from './MachineNames.tsx';

interface ReleaseMachinesProps {
  readonly machines: readonly Machine[];
  onClose(): void;
  onDone(): void;
}

/** Asks before holds are taken away: the next window may wake these machines. */
export function ReleaseMachines({ machines, onClose, onDone }: ReleaseMachinesProps) {
  const { give, busy, trouble } = useOrder('release');
  const release = async () => {
    if (await give({ instances: machines.map(({ id }) => id) })) onDone();
  };
  return (
    <Confirm
      title={`Release ${machines.length === 1 ? 'a machine' : `${machines.length.toLocaleString()} machines`}`}
      verb="Release"
      busy={busy}
      trouble={trouble}
      onConfirm={release}
      onClose={onClose}
    >
      <p>The hold is taken away: the next run may wake and stop these machines.</p>
      <MachineNames machines={machines} />
    </Confirm>
  );
}
