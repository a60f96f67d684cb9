import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { clientsOf, testAccount } from '../../../../../test/region.ts';
import { makeRole } from '../../../../../test/roles.ts';
import type { Clock } from '../../../clock/clock.ts';
import { simulatedClock } from '../../../clock/simulated.ts';
import { createDriver } from '../../../machines/drivers.ts';
import { openRegion } from '../../../region.ts';
import { service as ec2 } from '../../ec2/index.ts';
import { service as iam } from '../../iam/index.ts';
import { service as states } from '../../states/index.ts';
import { service as sts } from '../../sts/index.ts';
import { service as systemsManager } from '../index.ts';

const midnight = Date.UTC(2026, 0, 1);
const minutes = (count: number) => midnight + count * 60_000;

/** Time that stands still until it is simulated anew, at the next start of the Region. */
function standing(at: number): Clock {
  const clock = simulatedClock(at);
  return { ...clock, at: () => () => {} };
}

/** A Region that is down between its starts. */
async function openAndClose(t: TestContext) {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-windows-'));
  t.after(() => rm(dataDir, { recursive: true }));
  /** @param whileUp is given clients of the Region, which is up as long as it takes */
  return async <T>(clock: Clock, whileUp: (clients: ReturnType<typeof clientsOf>) => Promise<T>): Promise<T> => {
    const machines = createDriver('simulated', { dataDir, cacheDir: dataDir, namespace: 'test', sleep: clock.sleep });
    const region = await openRegion({
      dataDir,
      port: 0,
      account: testAccount,
      region: 'us-east-1',
      machines,
      clock,
      services: [iam, sts, ec2, states, systemsManager],
      log: () => {},
    });
    const clients = clientsOf(region.endpoint, region.credentials);
    try {
      return await whileUp(clients);
    } finally {
      for (const client of Object.values(clients)) client.destroy();
      await region.close();
      await machines.close();
    }
  };
}

/** Opens at midnight, 01:00, 02:00 and 03:00; half an hour before its end nothing is begun. */
const hourly = {
  Name: 'Hourly',
  Schedule: 'rate(1 hour)',
  Duration: 1,
  Cutoff: 0,
  AllowUnassociatedTargets: true,
  EndDate: '2026-01-01T03:30:00Z',
};

test('openings that passed while the Region was down are missed; one that has not passed opens late; each is told once', async (t) => {
  const during = await openAndClose(t);
  const WindowId = await during(standing(midnight), async ({ ssm }) => {
    return (await ssm.createMaintenanceWindow(hourly)).WindowId!;
  });
  const seen = async ({ ssm }: ReturnType<typeof clientsOf>) => {
    while ((await ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime !== undefined);
    const { WindowExecutions } = await ssm.describeMaintenanceWindowExecutions({ WindowId });
    return WindowExecutions!.reverse();
  };
  const executions = await during(simulatedClock(minutes(150)), seen);
  assert.deepEqual(
    executions.map(({ Status, StartTime, EndTime }) => [Status, StartTime!.getTime(), EndTime!.getTime()]),
    [
      ['SUCCESS', minutes(0), minutes(0)],
      ['TIMED_OUT', minutes(60), minutes(120)],
      ['SUCCESS', minutes(150), minutes(150)],
      ['SUCCESS', minutes(180), minutes(180)],
    ],
  );
  assert.match(executions[1]?.StatusDetails ?? '', /^Missed: the Region was not running/);
  assert.deepEqual(await during(simulatedClock(minutes(300)), seen), executions);
});

test('an execution that was in progress when the Region stopped goes on after it, and starts nothing again', async (t) => {
  const during = await openAndClose(t);
  const definition = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 1800, End: true } } };
  const { WindowId, stateMachineArn } = await during(standing(midnight), async ({ ssm, states: sfn, iam }) => {
    const machine = await sfn.createStateMachine({
      name: 'SSMHalfHour',
      roleArn: await makeRole({ iam }, 'Any', 'states.amazonaws.com'),
      definition: JSON.stringify(definition),
    });
    const window = await ssm.createMaintenanceWindow({
      ...hourly,
      Schedule: 'at(2000-01-01T00:00:00)',
      EndDate: undefined,
    });
    await ssm.registerTaskWithMaintenanceWindow({
      WindowId: window.WindowId,
      TaskType: 'STEP_FUNCTIONS',
      TaskArn: machine.stateMachineArn,
    });
    await ssm.updateMaintenanceWindow({ WindowId: window.WindowId, Enabled: false });
    const { Schedule, EndDate } = hourly;
    await ssm.updateMaintenanceWindow({ WindowId: window.WindowId, Enabled: true, Schedule, EndDate });
    return { WindowId: window.WindowId!, stateMachineArn: machine.stateMachineArn! };
  });
  const [begun, running] = await during(simulatedClock(minutes(20)), async ({ ssm, states: sfn }) => {
    while ((await ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime !== undefined);
    const { WindowExecutions } = await ssm.describeMaintenanceWindowExecutions({ WindowId });
    return [WindowExecutions!.at(-1), (await sfn.listExecutions({ stateMachineArn })).executions!];
  });
  assert.deepEqual(
    [begun?.Status, begun?.StartTime?.getTime(), begun?.EndTime?.getTime()],
    ['SUCCESS', minutes(0), minutes(30)],
  );
  assert.deepEqual(
    running.map(({ startDate }) => startDate!.getTime()).sort((a, b) => a - b),
    [0, 60, 120, 180].map(minutes),
  );
});
