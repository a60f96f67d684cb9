/** What has to be true of the work after any number of kills. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { paginateListExecutions } from '@aws-sdk/client-sfn';
import {
  type MaintenanceWindowExecution,
  paginateDescribeMaintenanceWindowExecutions,
  paginateListCommands,
} from '@aws-sdk/client-ssm';
import { diskFiles } from '../../../src/region/machines/simulated/disk-log.ts';
import { commandIdOf, historyOf } from '../../e2e/maintenance.ts';
import type { Clients } from '../../region.ts';
import type { Told } from './counter.ts';
import { rates, type Work } from './work.ts';

interface Execution {
  readonly arn: string;
  readonly status: string;
  /** milliseconds since epoch */
  readonly startedAt: number;
  readonly input: { readonly execution?: string; readonly instanceId?: string };
  readonly events: Awaited<ReturnType<typeof historyOf>>;
}

/** The executions of a state machine, the oldest first. */
async function executionsOf({ states }: Clients, stateMachineArn: string): Promise<Execution[]> {
  const found: Execution[] = [];
  for await (const { executions = [] } of paginateListExecutions({ client: states }, { stateMachineArn }))
    for (const { executionArn } of executions) {
      const { status, startDate, input } = await states.describeExecution({ executionArn });
      const events = await historyOf({ states }, executionArn!);
      found.unshift({
        arn: executionArn!,
        status: status!,
        startedAt: startDate!.getTime(),
        input: JSON.parse(input!),
        events,
      });
    }
  return found;
}

/** Each window has opened whenever it had to, once, and with success. @returns when it had a task */
export async function checkOpenings({ ssm }: Clients, WindowId: string, minutes: number): Promise<number[]> {
  const openings: MaintenanceWindowExecution[] = [];
  const pages = paginateDescribeMaintenanceWindowExecutions({ client: ssm }, { WindowId });
  for await (const { WindowExecutions = [] } of pages) openings.push(...WindowExecutions);
  openings.reverse();
  const begun = openings.map(({ StartTime }) => StartTime!.getTime());
  assert.deepEqual(
    openings.map(({ Status }, index) => ({ at: begun[index], Status })),
    openings.map((_, index) => ({ at: begun[0]! + index * minutes * 60_000, Status: 'SUCCESS' })),
    'a window was missed, doubled or failed',
  );
  return begun.filter((_, index) => openings[index]!.StatusDetails !== 'No tasks to execute.');
}

/** Events are numbered without a gap, and each task was scheduled, started and ended once. */
function checkHistory({ arn, status, events }: Execution): void {
  assert.equal(status, 'SUCCEEDED', arn);
  assert.deepEqual(
    events.map(({ id }) => Number(id)),
    events.map((_, index) => index + 1),
    `${arn}: numbers of its events`,
  );
  const count = (pattern: RegExp) => events.filter(({ type }) => pattern.test(type!)).length;
  const scheduled = count(/^(Task|LambdaFunction)Scheduled$/);
  assert.equal(count(/^(Task|LambdaFunction)Started$/), scheduled, `${arn}: tasks started`);
  assert.equal(count(/^(Task|LambdaFunction)(Succeeded|Failed|TimedOut)$/), scheduled, `${arn}: tasks ended`);
}

/** The workflow whose function is not idempotent. */
export async function checkCounted(clients: Clients, work: Work, told: readonly Told[]): Promise<void> {
  const openings = await checkOpenings(clients, work.counted.windowId, rates.counted);
  const executions = await executionsOf(clients, work.counted.stateMachineArn);
  executions.forEach(checkHistory);
  assert.deepEqual(new Set(executions.map(({ events }) => events.map(({ type }) => type).join())).size, 1);
  assert.deepEqual(
    executions.map(({ startedAt }) => startedAt),
    openings,
    'one execution an opening',
  );
  const children = await executionsOf(clients, work.childArn);
  assert.deepEqual(
    children.map(({ input }) => input.execution),
    executions.map(({ arn }) => arn),
    'what the function did was done once for each execution',
  );
  for (const { arn } of executions)
    for (const step of ['start begins', 'start ends', 'finish begins', 'finish ends']) {
      const times = told.filter((each) => each.execution === arn && each.step === step);
      assert.equal(
        new Set(times.map(({ requestId }) => requestId)).size,
        1,
        `${arn} ${step}: one request, seen from outside`,
      );
    }
}

/** The maintenances: one an opening and machine, each with one command and one start of its machine. */
export async function checkMaintenances(clients: Clients, work: Work, dataDir: string): Promise<void> {
  const openings = await checkOpenings(clients, work.maintenance.windowId, rates.maintenance);
  const executions = await executionsOf(clients, work.maintenance.stateMachineArn);
  executions.forEach(checkHistory);
  const commandIds = executions.map(({ events }) => commandIdOf({ events }));
  assert.deepEqual([...commandIds].sort(), (await commandsOf(clients)).sort(), 'one command an execution');
  const disks = diskFiles(join(dataDir, 'machines', 'simulated'));
  assert.deepEqual(disks.ids().sort(), [...work.instanceIds], 'no machine forgotten');
  for (const id of work.instanceIds) {
    const own = executions.filter(({ input }) => input.instanceId === id);
    assert.deepEqual(
      own.map(({ startedAt }) => startedAt),
      openings,
      `${id}: one execution an opening`,
    );
    const disk = disks.read(id)!;
    assert.equal(disk.status, 'stopped');
    // Its launch, its first patching's reboot, and one start for each maintenance.
    assert.equal(disk.boots, 2 + own.length, `${id}: starts`);
    const ran = new Set(Object.keys(disk.commands).map((key) => key.split('.')[0]!));
    assert.deepEqual(
      [...ran].filter((command) => !commandIds.includes(command) && /^[0-9a-f]{8}-/.test(command)),
      [],
    );
  }
  disks.close();
}

async function commandsOf({ ssm }: Clients): Promise<string[]> {
  const found: string[] = [];
  for await (const { Commands = [] } of paginateListCommands({ client: ssm }, {}))
    for (const { CommandId, Status } of Commands) {
      assert.equal(Status, 'Success', CommandId);
      found.push(CommandId!);
    }
  return found;
}
