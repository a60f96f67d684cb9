/** Instances whose volumes are encrypted with keys of the customer's own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../e2e/until.ts';
import { testAccount } from '../region.ts';
import { openFleet } from './fleet.ts';

const keyArn = (id: string) => `arn:aws:kms:us-east-1:${testAccount}:key/${id}`;

test('are patched where the stack names the key, and told apart where it does not', async (t) => {
  const fleet = await openFleet({
    parameters: { VolumeKeyArns: [keyArn('payments'), keyArn('mrk-ledger')].join(','), Canaries: '0' },
  });
  t.after(() => fleet.close());
  const [payments = ''] = await fleet.launch([{}], keyArn('payments'));
  const [ledger = ''] = await fleet.launch([{}], keyArn('mrk-ledger'));
  const [other = ''] = await fleet.launch([{}], keyArn('other'));
  const [plain = ''] = await fleet.launch([{}]);
  const { states } = fleet.clients;
  const { executionArn } = await states.startExecution({ stateMachineArn: fleet.outputs.PatchFleetArn, input: '{}' });
  await until(
    'the run ends',
    () => states.describeExecution({ executionArn }),
    ({ status }) => status !== 'RUNNING',
  );
  const { instances } = await fleet.report(executionArn!);
  const findings = Object.fromEntries(
    instances.map(({ instanceId, outcome, reason }) => [instanceId, `${outcome} ${reason}`]),
  );
  assert.deepEqual(findings, {
    [payments]: 'Patched Installed',
    [ledger]: 'Patched Installed',
    [other]: 'WakeFailed KeyUnusable',
    [plain]: 'Patched Installed',
  });
});
