import { useId, useState } from 'react';
import { useOrder } from '../data/order.ts';
import { Confirm } from './Confirm.tsx';
import { type Machine, MachineNames } from './MachineNames.tsx';

interface HoldMachinesProps {
  readonly machines: readonly Machine[];
  onClose(): void;
  onDone(): void;
}

/** Asks until when machines are to be left alone. */
export function HoldMachines({ machines, onClose, onDone }: HoldMachinesProps) {
  const [until, setUntil] = useState('');
  const { give, busy, trouble } = useOrder('hold');
  const field = useId();
  const hold = async () => {
    const instances = machines.map(({ id }) => id);
    const done = await give(until ? { instances, until: new Date(until).toISOString() } : { instances });
    if (done) onDone();
  };
  return (
    <Confirm
      title={`Hold ${machines.length === 1 ? 'a machine' : `${machines.length.toLocaleString()} machines`}`}
      verb="Hold"
      busy={busy}
      trouble={trouble}
      onConfirm={hold}
      onClose={onClose}
    >
      <p>A machine that is held is neither woken nor, once awake, stopped, until its hold ends or is taken away.</p>
      <p>
        <label htmlFor={field}>Until</label>{' '}
        <input id={field} type="datetime-local" value={until} onChange={({ target }) => setUntil(target.value)} />{' '}
        <span className="muted">{until ? 'in your time zone' : 'empty: until it is released'}</span>
      </p>
      <MachineNames machines={machines} />
    </Confirm>
  );
}
