/** The published pattern, step by step, as a person would do it through the consoles. */
import { readFile } from 'node:fs/promises';
import type { Stack, StackEvent } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../aws/clients.ts';
import { type Followed, followExecution } from '../../operator/execution.ts';
import { type InstanceReport, reportOf } from '../../operator/instance-report.ts';
import {
  describeInstance,
  runningInstances,
  stopInstances,
  waitForState,
  waitUntilManaged,
  wake,
} from '../../operator/instances.ts';
import { stateLines } from '../../operator/runs.ts';
import { eventLine, execute, findStack, type PatternOutputs, patternOf, plan, remove } from '../../operator/stack.ts';
import { executionsOf, openWindow, quietWindow, workflowsOf } from '../../operator/windows.ts';
import { ownTemplate } from '../own-template.ts';
import { type Packages, readPackages, type Upgrade, upgrades } from '../packages.ts';
import type { Progress } from '../progress.ts';
import type { DemoRegion } from './region.ts';

const stackName = 'wakepatch-demo';

/** Looking each second is cheap here: a look at AWS would cost a state transition. */
const parameters = { CreateDemoInstance: 'true', PollIntervalSeconds: '1' };

/** What it came to. */
export interface DemoResult {
  /** the machine's own package database shows it patched, and it is stopped */
  readonly done: boolean;
  readonly report: InstanceReport;
  /** of the machine at the end */
  readonly state: string;
  /** security updates */
  readonly pendingBefore: number;
  readonly pendingAfter: number;
  /** those that are other than before */
  readonly packages: readonly Upgrade[];
}

export interface DemoOptions {
  /** begin with a stack and a machine that are new */
  readonly fresh: boolean;
  readonly signal: AbortSignal;
}

export async function patchDemoMachine(
  region: DemoRegion,
  progress: Progress,
  { fresh, signal }: DemoOptions,
): Promise<DemoResult> {
  const { clients } = region;
  try {
    progress.heading('The CloudFormation stack');
    const outputs = await deploy(region, progress, fresh, signal);
    const instanceId = outputs.DemoInstanceId ?? '';
    await progress.during('ending what the window began earlier', () => quietWindow(clients, outputs.WindowId, signal));

    progress.heading('A dormant machine');
    const before = await lookAndSleep(clients, instanceId, progress, signal);

    progress.heading('The maintenance window');
    const run = await openAndFollow(clients, outputs, progress, signal);
    const report = await reportOf(clients, run);

    progress.heading("Proof: the machine's own package database, read again");
    const after = await wakeLookAndSleep(clients, instanceId, progress, signal);
    const state = (await describeInstance(clients, instanceId)).State?.Name ?? '';
    return resultOf(report, before, after, state);
  } catch (error) {
    await putBack(clients, progress);
    throw error;
  }
}

async function deploy(
  { clients, listen }: DemoRegion,
  progress: Progress,
  fresh: boolean,
  signal: AbortSignal,
): Promise<PatternOutputs> {
  const standing = await findStack(clients, stackName);
  const isWhole = /^(CREATE|UPDATE)_COMPLETE$|^REVIEW/.test(standing?.StackStatus ?? '');
  if (standing && (fresh || !isWhole || (await lostItsMachine(clients, standing)))) {
    progress.step(`Deleting the stack ${stackName} (${standing.StackStatus})`);
    await remove(clients, stackName, showEnds(progress), signal);
  }
  const template = { TemplateBody: await readFile(ownTemplate, 'utf8') };
  const planned = await plan(clients, { stackName, template, parameters });
  if (!planned) progress.step(`The stack ${stackName} stands as the template says`);
  else
    await progress.during('deploying', (update) => {
      listen(update);
      return execute(clients, stackName, planned.id, showEnds(progress), signal);
    });
  return patternOf(clients, stackName);
}

/** Whether somebody has removed the machine behind the stack's instance. */
async function lostItsMachine({ ec2 }: Clients, { Outputs = [] }: Stack): Promise<boolean> {
  const id = Outputs.find(({ OutputKey }) => OutputKey === 'DemoInstanceId')?.OutputValue;
  if (!id) return false;
  const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name: 'instance-id', Values: [id] }] });
  const state = Reservations[0]?.Instances?.[0]?.State?.Name;
  return state === undefined || state === 'shutting-down' || state === 'terminated';
}

/** Of a stack's events those that end something, or fail. */
function showEnds(progress: Progress) {
  return (event: StackEvent) => {
    if (!event.ResourceStatus?.endsWith('_IN_PROGRESS')) progress.step(eventLine(event));
  };
}

interface Look {
  packages: Packages;
  pendingSecurity: readonly string[];
}

/** Sees what is installed and what is pending, then switches the machine off: so it is found in a dormant fleet. */
async function lookAndSleep(clients: Clients, id: string, progress: Progress, signal: AbortSignal): Promise<Look> {
  const { State } = await describeInstance(clients, id);
  if (State?.Name === 'stopped') return wakeLookAndSleep(clients, id, progress, signal);
  await progress.during(`${id} is ${State?.Name}; waiting until Systems Manager manages it`, async () => {
    await waitForState(clients, id, ['running'], signal);
    await waitUntilManaged(clients, id, signal);
  });
  return look(clients, id, progress, signal);
}

async function wakeLookAndSleep(clients: Clients, id: string, progress: Progress, signal: AbortSignal): Promise<Look> {
  await progress.during(`starting ${id} to look at it`, () => wake(clients, id, signal));
  return look(clients, id, progress, signal);
}

async function look(clients: Clients, id: string, progress: Progress, signal: AbortSignal): Promise<Look> {
  const found = await progress.during('asking dpkg and apt', () => readPackages(clients, id, signal));
  await progress.during(`stopping ${id}`, () => stopInstances(clients, [id], signal));
  progress.step(
    `${id} has ${found.packages.size} packages, ${found.pendingSecurity.length} security updates are pending; it is stopped again`,
  );
  return found;
}

async function openAndFollow(
  clients: Clients,
  { WindowId }: PatternOutputs,
  progress: Progress,
  signal: AbortSignal,
): Promise<Followed> {
  const [first] = await executionsOf(clients, WindowId);
  if (first)
    progress.step(
      `${WindowId} opened last at ${first.StartTime?.toISOString()}: ${first.Status}, ${first.StatusDetails ?? 'its task ran'}`,
    );
  progress.step(`Disabling and enabling ${WindowId}: its rate begins anew, and it opens`);
  const opened = await progress.during('waiting for the window', () => openWindow(clients, WindowId, signal));
  progress.step(`The window opened: execution ${opened.WindowExecutionId}`);
  const [executionArn = ''] = await workflowsOf(clients, opened.WindowExecutionId ?? '', signal);
  progress.step(`Its task started ${executionArn}`);
  const lineOf = stateLines();
  return progress.during('maintenance', (update) =>
    followExecution(
      clients,
      executionArn,
      (event) => {
        const line = lineOf(event);
        if (!line) return;
        update(line);
        progress.step(line);
      },
      signal,
    ),
  );
}

function resultOf(report: InstanceReport, before: Look, after: Look, state: string): DemoResult {
  const good = report.outcome === 'Patched' || report.outcome === 'AlreadyCompliant';
  return {
    done: good && after.pendingSecurity.length === 0 && state === 'stopped',
    report,
    state,
    pendingBefore: before.pendingSecurity.length,
    pendingAfter: after.pendingSecurity.length,
    packages: upgrades(before.packages, after.packages),
  };
}

/** Whatever went wrong, and however far it had come, the machine is not left awake. */
async function putBack(clients: Clients, progress: Progress): Promise<void> {
  if (!(await findStack(clients, stackName))) return;
  const { StackResources = [] } = await clients.cloudformation.describeStackResources({ StackName: stackName });
  const id = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === 'DemoInstance')?.PhysicalResourceId;
  if (id && (await runningInstances(clients)).includes(id))
    await progress.during(`stopping ${id}`, () => stopInstances(clients, [id]));
}
