/** Simulated time belongs to the Region's data, as its instances do: it never goes back, and never becomes real. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { paginateDescribeMaintenanceWindowExecutions } from '@aws-sdk/client-ssm';
import { run } from '../e2e/process.ts';
import { dataDirectory, startRegion } from '../e2e/region-process.ts';
import type { Clients } from '../region.ts';

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;
const simulated = ['--time', 'simulated', '--seed', 'one'];

/** A window that opens every hour, that many hours long. */
async function hourly({ ssm }: Clients, hours: number): Promise<string> {
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'Hourly',
    Schedule: 'rate(1 hour)',
    Duration: 1,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
    EndDate: new Date(start + hours * hour - 1).toISOString(),
  });
  return WindowId!;
}

/** When the window has opened so far, in milliseconds since epoch. */
async function openings({ ssm }: Clients, WindowId: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { WindowExecutions = [] } of paginateDescribeMaintenanceWindowExecutions(
    { client: ssm },
    { WindowId },
  ))
    found.unshift(...WindowExecutions.map(({ StartTime }) => StartTime!.getTime()).reverse());
  return found;
}

/** All its openings, once there are no more to come. */
async function allOpenings(clients: Clients, WindowId: string): Promise<number[]> {
  while ((await clients.ssm.getMaintenanceWindow({ WindowId })).NextExecutionTime !== undefined);
  return openings(clients, WindowId);
}

const upOptions = (dataDir: string) => ['--port', '0', '--data', dataDir, '--machines', 'simulated'];

const refusal = async (t: TestContext, dataDir: string, ...more: string[]) =>
  (await run(t, ['up', '--foreground', ...upOptions(dataDir), ...more])).stderr;

describe('simulated time', { concurrency: 2 }, () => {
  test('goes on where it stood when the Region was killed, and no opening is lost or doubled by it', async (t) => {
    const dataDir = await dataDirectory(t);
    const hours = 29 * 24;
    const first = await startRegion(t, { dataDir, args: simulated });
    const windowId = await hourly(first.clients, hours);
    while ((await openings(first.clients, windowId)).length < 5);
    await first.kill();
    const second = await startRegion(t, { dataDir });
    assert.deepEqual(
      await allOpenings(second.clients, windowId),
      Array.from({ length: hours }, (_, index) => start + index * hour),
    );
  });

  test('runs a day ahead of the last request and stands there, so that what happens can be seen', async (t) => {
    const { clients, said } = await startRegion(t, { dataDir: await dataDirectory(t), args: simulated });
    const windowId = await hourly(clients, 90 * 24);
    await said(/^Time stands at 2026-01-02T00:00:00\.000Z\. Each request lets it run on, for a day at most\.$/);
    assert.deepEqual(
      await openings(clients, windowId),
      Array.from({ length: 25 }, (_, index) => start + index * hour),
    );
  });

  test('runs by itself until an instant that is named', async (t) => {
    const args = [...simulated, '--until', '2026-01-11'];
    const { clients, said } = await startRegion(t, { dataDir: await dataDirectory(t), args });
    await hourly(clients, 90 * 24);
    await said(/^Time stands at 2026-01-11T00:00:00\.000Z\./);
  });

  test('with a seed begins at the same instant, and makes the same ids', async (t) => {
    const windows = async () => {
      const region = await startRegion(t, { dataDir: await dataDirectory(t), args: simulated });
      const id = await hourly(region.clients, 3);
      return [id, ...(await allOpenings(region.clients, id))];
    };
    const once = await windows();
    assert.deepEqual(once.slice(1), [start, start + hour, start + 2 * hour]);
    assert.deepEqual(await windows(), once);
  });

  test('stays what it is: neither another time nor another seed is taken', async (t) => {
    const dataDir = await dataDirectory(t);
    const region = await startRegion(t, { dataDir, args: simulated });
    await region.stop();
    assert.match(
      await refusal(t, dataDir, '--time', 'real'),
      /^Error: The Region in .* has time simulated, not real\./m,
    );
    assert.match(await refusal(t, dataDir, '--seed', 'two'), /^Error: The Region in .* has seed one, not two\./m);
  });

  test('is what a seed needs', async (t) => {
    const said = await refusal(t, await dataDirectory(t), '--seed', 'one');
    assert.match(
      said,
      /^Error: --seed repeats what happens in simulated time only\. Give --time simulated with it\.$/m,
    );
  });

  test('is what an instant to run to needs', async (t) => {
    const real = await refusal(t, await dataDirectory(t), '--until', '2027-01-01');
    assert.match(real, /^Error: --until says how far simulated time runs\. Give --time simulated with it\.$/m);
    const never = await refusal(t, await dataDirectory(t), '--time', 'simulated', '--until', 'tomorrow');
    assert.match(never, /^Error: --until tomorrow is no time\. Give a day or an instant, such as 2026-12-31/m);
  });
});
