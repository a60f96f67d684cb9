import type { Clients } from '../../aws/clients.ts';

const definition = JSON.stringify({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $now() %}', End: true });

/**
 * The time at the endpoint, which a Region may be ahead of this machine's: functions are told the time, and leases and
 * windows are dated by it. Step Functions tells it to whoever tests a state, and keeps nothing of that.
 */
export async function timeAt({ states }: Clients): Promise<Date> {
  const { output = '""' } = await states.testState({ definition, input: '{}' });
  return new Date(JSON.parse(output));
}
