import { useState } from 'react';
import type { WindowAnswer } from '../../../views/window.ts';
import { useOrder } from '../../data/order.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { plain } from '../../parts/plain.ts';

/** Enables or disables the window. */
export function SetWindow({ window: { id, name, enabled, schedule } }: { window: WindowAnswer }) {
  const [asks, setAsks] = useState(false);
  const { give, busy, trouble } = useOrder('setWindow');
  const verb = enabled ? 'Disable the window' : 'Enable the window';
  return (
    <>
      <button type="button" onClick={() => setAsks(true)}>
        {verb} …
      </button>
      {asks && (
        <Confirm
          title={`${verb}?`}
          verb={verb}
          busy={busy}
          trouble={trouble}
          onClose={() => setAsks(false)}
          onConfirm={async () => {
            if (await give({ windowId: id, enabled: !enabled })) setAsks(false);
          }}
        >
          <p>
            {enabled ? (
              <>
                {plain(name)} does not open any more until it is enabled: none of the machines that it selects is woken
                or patched by it. What is under way goes on.
              </>
            ) : schedule.startsWith('rate(') ? (
              <>
                {plain(name)} has a rate, which begins anew when it is enabled: it opens at once, and wakes the machines
                that it selects.
              </>
            ) : (
              <>{plain(name)} opens by its schedule again, and then wakes the machines that it selects.</>
            )}
          </p>
        </Confirm>
      )}
    </>
  );
}
