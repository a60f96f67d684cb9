/** Windows that open for a long time: what of it is to be seen, and what has to be. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  type CreateMaintenanceWindowCommandInput,
  paginateDescribeMaintenanceWindowExecutions,
} from '@aws-sdk/client-ssm';
import { occurrences, parse } from '../../../src/schedule/index.ts';
import type { Clients } from '../../region.ts';
import { makeRole } from '../../roles.ts';
import { openStandstill } from '../standstill.ts';
import { afterPatchTuesday, everyTwelveHours, nightly } from './oracle.ts';

const day = 24 * 3_600_000;

interface Case {
  readonly window: Pick<CreateMaintenanceWindowCommandInput, 'Schedule' | 'ScheduleTimezone' | 'ScheduleOffset'>;
  readonly oracle: (from: number, to: number) => number[];
}

const cases: Readonly<Record<string, Case>> = {
  Nightly: { window: { Schedule: 'cron(30 2 * * ? *)', ScheduleTimezone: 'Europe/Berlin' }, oracle: nightly },
  TwiceDaily: { window: { Schedule: 'rate(12 hours)' }, oracle: everyTwelveHours },
  AfterPatchTuesday: {
    window: { Schedule: 'cron(0 10 ? * TUE#2 *)', ScheduleTimezone: 'Europe/Berlin', ScheduleOffset: 3 },
    oracle: afterPatchTuesday,
  },
};

/** A small workflow: its second half comes a quarter of an hour later. */
const definition = JSON.stringify({
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 900, Next: 'End' },
    End: { Type: 'Pass', End: true },
  },
});

/** Systems Manager's own role may start what is called SSM… */
const machineName = (name: string) => `SSM${name}`;

async function makeWindow(clients: Clients, name: string, { window }: Case): Promise<string> {
  const { ssm, states } = clients;
  const { stateMachineArn } = await states.createStateMachine({
    name: machineName(name),
    roleArn: await makeRole(clients, name, 'states.amazonaws.com'),
    definition,
  });
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: name,
    Duration: 1,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
    ...window,
  });
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'STEP_FUNCTIONS', TaskArn: stateMachineArn });
  return WindowId!;
}

/** What is told of a window's openings is kept for thirty days: it is collected as time goes by. */
interface Seen {
  readonly windowId: string;
  /** id of the window's execution -> when it began, and its status */
  readonly openings: Map<string, readonly [number, string]>;
  /** ARN of the workflow's execution -> when it began, and its status */
  readonly workflows: Map<string, readonly [number, string]>;
}

async function look({ ssm, states }: Clients, name: string, { windowId, openings, workflows }: Seen): Promise<void> {
  const pages = paginateDescribeMaintenanceWindowExecutions({ client: ssm }, { WindowId: windowId });
  for await (const { WindowExecutions = [] } of pages)
    for (const { WindowExecutionId, StartTime, Status } of WindowExecutions)
      openings.set(WindowExecutionId!, [StartTime!.getTime(), Status!]);
  const stateMachineArn = `arn:aws:states:us-east-1:123456789012:stateMachine:${machineName(name)}`;
  const { executions = [] } = await states.listExecutions({ stateMachineArn, maxResults: 200 });
  for (const { executionArn, startDate, status } of executions)
    workflows.set(executionArn!, [startDate!.getTime(), status!]);
}

/** Lets the windows open for that long, and compares each opening with what the calendar says. */
export async function openWindows(t: TestContext, from: number, to: number): Promise<void> {
  const { clients, pass, now } = await openStandstill(t, { start: from });
  const seen: Record<string, Seen> = {};
  for (const [name, each] of Object.entries(cases))
    seen[name] = { windowId: await makeWindow(clients, name, each), openings: new Map(), workflows: new Map() };
  while (now() < to) {
    await pass(Math.min(20 * day, to - now()));
    for (const [name, each] of Object.entries(seen)) await look(clients, name, each);
  }
  for (const [name, { window, oracle }] of Object.entries(cases)) {
    const { openings, workflows } = seen[name]!;
    const wanted = oracle(from, to);
    assert.deepEqual(timesOf(openings), wanted, `${name}: openings`);
    assert.deepEqual(scheduled(window, from, to), wanted, `${name}: src/schedule`);
    assert.ok([...openings.values()].every(([, status]) => status === 'SUCCESS' || status === 'IN_PROGRESS'));
    // A rate opens at once, when there is no task yet.
    const withTask = wanted.filter((time) => time > from);
    assert.deepEqual(timesOf(workflows), withTask, `${name}: executions of the workflow`);
    const over = [...workflows.values()].filter(([begun]) => begun < to - day);
    assert.deepEqual(new Set(over.map(([, status]) => status)), new Set(['SUCCEEDED']), `${name}: their ends`);
  }
}

const timesOf = (seen: Map<string, readonly [number, string]>) =>
  [...seen.values()].map(([time]) => time).sort((a, b) => a - b);

function scheduled({ Schedule, ScheduleTimezone, ScheduleOffset }: Case['window'], from: number, to: number): number[] {
  return [
    ...occurrences(parse(Schedule!), {
      timezone: ScheduleTimezone ?? 'UTC',
      anchor: from,
      ...(ScheduleOffset !== undefined && { offsetDays: ScheduleOffset }),
      from,
      to: to - 1,
    }),
  ];
}
