/** How near a run comes to the quotas of AWS that a large fleet could meet. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Asked } from '../../test/fleet/faults/faulty-services.ts';

/**
 * Sources: "Step Functions service quotas" (events of an execution; the input and output of a state, task or execution, in
 * bytes of UTF-8; child executions of a Map Run at a time) and Systems Manager's API page "SendCommand" (ids).
 */
const QUOTAS = {
  'events in a history': 25_000,
  'bytes of a payload': 262_144,
  'child executions at a time': 10_000,
  'instance ids in a SendCommand': 50,
} as const;

type Quota = keyof typeof QUOTAS;

export function watchQuotas() {
  const most = new Map<Quota, number>();
  const see = (quota: Quota, amount: number) => void most.set(quota, Math.max(amount, most.get(quota) ?? 0));
  return {
    see,
    seeCall({ call, input }: Asked) {
      if (call.startsWith('lambda Invoke'))
        see('bytes of a payload', (input.Payload as Uint8Array | undefined)?.length ?? 0);
      if (call === 'ssm SendCommand') see('instance ids in a SendCommand', (input.InstanceIds as string[]).length);
    },
    /** A whole history. */
    seeHistory(events: readonly HistoryEvent[]) {
      see('events in a history', events.length);
      for (const event of events) {
        const {
          stateEnteredEventDetails: entered,
          stateExitedEventDetails: exited,
          taskSucceededEventDetails: done,
        } = event;
        for (const text of [entered?.input, exited?.output, done?.output])
          see('bytes of a payload', Buffer.byteLength(text ?? ''));
      }
    },
    /** What was come to at most, beside what AWS allows. @throws Error when that is less */
    figures(): Record<string, string> {
      for (const [quota, amount] of most)
        if (amount > QUOTAS[quota]) throw new Error(`${amount} ${quota}: AWS allows ${QUOTAS[quota]}.`);
      return Object.fromEntries(
        [...most].map(([quota, amount]) => [`most ${quota}, of ${QUOTAS[quota]}`, `${amount}`]),
      );
    },
  };
}
