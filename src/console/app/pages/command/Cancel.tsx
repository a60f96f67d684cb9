import { useState } from 'react';
import type { CommandAnswer } from '../../../views/command.ts';
import { useOrder } from '../../data/order.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { plain } from '../../parts/plain.ts';

/** The most ids that CancelCommand takes; with none it is cancelled on all machines (API Reference, "CancelCommand"). */
const mostIds = 50;

/** Cancels the command on those machines where it is not over. */
export function Cancel({ id, document, machines }: CommandAnswer) {
  const [isAsked, ask] = useState(false);
  const { give, busy, trouble } = useOrder('cancelCommand');
  const open = machines.filter(({ status }) => ['Pending', 'InProgress', 'Delayed'].includes(status));
  if (open.length === 0 && !isAsked) return null;
  const close = () => ask(false);
  const cancel = async () => {
    const instanceIds = open.length > mostIds ? [] : open.map(({ instanceId }) => instanceId);
    if (await give({ commandId: id, instanceIds })) close();
  };
  return (
    <div className="orders">
      <button type="button" onClick={() => ask(true)}>
        Cancel the command …
      </button>
      {isAsked && (
        <Confirm
          title={`Cancel ${document}?`}
          verb="Cancel the command"
          busy={busy}
          trouble={trouble}
          onConfirm={cancel}
          onClose={close}
        >
          <p>
            Where it has not begun it is not begun. Where it runs it is killed:{' '}
            <strong>packages may be left half installed</strong>. It may also come to its own end before.
          </p>
          <p>{open.length === 1 ? 'It is about this machine:' : `It is about these ${open.length} machines:`}</p>
          <ul>
            {open.map(({ instanceId, name, status }) => (
              <li key={instanceId}>
                {name && `${plain(name)} `}
                <code>{instanceId}</code>, {status}
              </li>
            ))}
          </ul>
        </Confirm>
      )}
    </div>
  );
}
