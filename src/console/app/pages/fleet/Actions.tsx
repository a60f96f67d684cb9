import { useState } from 'react';
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { HoldMachines } from '../../parts/HoldMachines.tsx';
import { ReleaseMachines } from '../../parts/ReleaseMachines.tsx';
import { RunNow } from './RunNow.tsx';

interface ActionsProps {
  readonly stack: string;
  readonly kind: 'fleet' | 'pattern';
  readonly machines: Readonly<Record<string, MachineLine>>;
  readonly chosen: ReadonlySet<string>;
  onDone(): void;
}

/** What can be ordered: for the chosen machines, or for all. */
export function Actions({ stack, kind, machines, chosen, onDone }: ActionsProps) {
  const [asked, ask] = useState<'run' | 'hold' | 'release'>();
  const lines = [...chosen].flatMap((id) => machines[id] ?? []);
  const held = lines.filter(({ hold }) => hold !== undefined);
  const close = () => ask(undefined);
  const done = () => {
    close();
    onDone();
  };
  return (
    <div className="actions">
      <span role="status" className="muted">
        {lines.length > 0 && `${lines.length.toLocaleString()} chosen`}
      </span>
      {kind === 'fleet' && lines.length > 0 && (
        <>
          <button type="button" onClick={() => ask('hold')}>
            Hold …
          </button>
          {held.length > 0 && (
            <button type="button" onClick={() => ask('release')}>
              Release …
            </button>
          )}
        </>
      )}
      <button type="button" className="primary" onClick={() => ask('run')}>
        {lines.length ? `Run now on ${lines.length.toLocaleString()} …` : 'Run now …'}
      </button>
      {asked === 'run' && (
        <RunNow stack={stack} chosen={lines.length ? lines.map(({ id }) => id) : undefined} onClose={close} />
      )}
      {asked === 'hold' && <HoldMachines machines={lines} onClose={close} onDone={done} />}
      {asked === 'release' && <ReleaseMachines machines={held} onClose={close} onDone={done} />}
    </div>
  );
}
