/** A run, whatever it is: of PatchFleet, of a window that started an execution for each target, or of one machine alone. */
import { type DescribeExecutionOutput, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';
import { runFolder } from './fleet/executions.ts';
import { findRun, readInstances } from './fleet/report.ts';
import { timeAt } from './fleet/time.ts';
import { type Watch, watchRun } from './fleet/watch.ts';
import { reportOf } from './instance-report.ts';
import { readExecution } from './runs.ts';
import { type FleetOutputs, isFleet, type StackOutputs } from './stack.ts';
import { endedMachine, type Machine } from './timeline/machine.ts';
import { type Ending, type WatchedExecutions, watchExecutions } from './timeline/watch-executions.ts';
import { startedBy } from './windows.ts';

/** Times are ISO 8601. */
export interface Run {
  /** the name of its execution, or the id of the window's execution */
  readonly name: string;
  readonly kind: 'fleet' | 'window' | 'machine';
  /** of PatchFleet, or of the one machine's */
  readonly executionArn?: string;
  /** as Step Functions has it, `FORGOTTEN` where it keeps the execution no longer, or as the window has it */
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  /** what ended a fleet's run early */
  readonly problem?: string;
  /** the endpoint's time */
  readonly now: string;
  readonly began?: string;
  readonly ended?: string;
  readonly windowEnd?: string;
  /** hours before the window's end from which on nothing new is begun */
  readonly cutoffHours?: number;
  readonly canaries?: number;
  readonly maxConcurrency?: number;
  readonly maxErrors?: number;
  readonly working: number;
  readonly machines: readonly Machine[];
}

/** Looks at a run again and again. */
export type RunLook = () => Promise<Run>;

const hour = 3_600_000;

/**
 * @param name of an execution of PatchFleet, PatchInstance or the pattern's workflow; or the id of a window's execution
 * @throws Failure when there is none of that name
 */
export async function openRun(clients: Clients, outputs: StackOutputs, name: string): Promise<RunLook> {
  if (isFleet(outputs)) {
    const whole = await findExecution(clients, outputs.PatchFleetArn, name);
    if (whole) return fleetLook(clients, outputs, whole.executionArn ?? '', runFolder(name, whole.startDate), name);
    const single = await findExecution(clients, outputs.PatchInstanceArn, name);
    if (single) return executionsLook(clients, outputs, name, async () => [single.executionArn ?? '']);
  } else {
    const single = await findExecution(clients, outputs.StateMachineArn, name);
    if (single) return executionsLook(clients, outputs, name, async () => [single.executionArn ?? '']);
  }
  if (await isOpening(clients, name)) return windowLook(clients, outputs, name);
  if (!isFleet(outputs)) throw new Failure(`There is no run ${name}. Step Functions keeps executions for 90 days.`);
  // Forgotten by Step Functions; the evidence outlives it.
  const run = await findRun(clients, outputs.EvidenceBucketName, name);
  return fleetLook(clients, outputs, executionArnOf(outputs.PatchFleetArn, name), run, name);
}

const executionArnOf = (machineArn: string, name: string) =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

async function findExecution(
  { states }: Clients,
  machineArn: string,
  name: string,
): Promise<DescribeExecutionOutput | undefined> {
  // Other names Step Functions refuses as invalid: what comes with an address may be anything.
  if (!/^[\w-]{1,80}$/.test(name)) return undefined;
  try {
    return await states.describeExecution({ executionArn: executionArnOf(machineArn, name) });
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

async function isOpening({ ssm }: Clients, WindowExecutionId: string): Promise<boolean> {
  try {
    await ssm.getMaintenanceWindowExecution({ WindowExecutionId });
    return true;
  } catch (error) {
    // Whatever has not the form of such an id is refused as invalid.
    if (['DoesNotExistException', 'ValidationException'].includes((error as Error).name)) return false;
    throw error;
  }
}

function fleetLook(
  clients: Clients,
  outputs: FleetOutputs,
  executionArn: string,
  folder: string,
  name: string,
): RunLook {
  const watch: Watch = watchRun(clients, outputs.EvidenceBucketName, executionArn, folder);
  let cutoffHours: number | undefined;
  let over: { readonly run: Run; readonly stopped: number | undefined } | undefined;
  return async () => {
    // The execution first, so that what is over is seen with all its evidence.
    const execution = await findExecution(clients, outputs.PatchFleetArn, name);
    const isRunning = execution?.status === 'RUNNING';
    const stopped = execution?.stopDate?.getTime();
    if (over && !isRunning && over.stopped === stopped) return over.run;
    cutoffHours ??= await cutoffOf(clients, outputs.WindowId);
    const watched = await watch.look(isRunning);
    const run: Run = {
      name,
      kind: 'fleet',
      executionArn: execution && executionArn,
      error: execution?.error,
      cause: execution?.cause,
      now: (await timeAt(clients)).toISOString(),
      ...watched,
      status: execution?.status ?? watched.status ?? 'FORGOTTEN',
      cutoffHours,
      began: execution?.startDate?.toISOString() ?? watched.began,
      ended: execution?.stopDate?.toISOString() ?? watched.ended,
    };
    over = isRunning ? undefined : { run, stopped };
    return run;
  };
}

/** Of the window as it is now; undefined when it is gone. */
async function cutoffOf({ ssm }: Clients, WindowId: string): Promise<number | undefined> {
  try {
    return (await ssm.getMaintenanceWindow({ WindowId })).Cutoff;
  } catch (error) {
    if ((error as Error).name === 'DoesNotExistException') return undefined;
    throw error;
  }
}

async function windowLook(clients: Clients, outputs: StackOutputs, id: string): Promise<RunLook> {
  const first = await startedBy(clients, id);
  const [only] = first.arns;
  // The window of a fleet starts one execution of PatchFleet: that is its run.
  if (isFleet(outputs) && first.arns.length === 1 && only?.startsWith(executionArnOf(outputs.PatchFleetArn, '')))
    return openRun(clients, outputs, only.split(':').at(-1) ?? '');
  let arns: readonly string[] = [];
  let hasEnded = false;
  const window = await clients.ssm.getMaintenanceWindow({ WindowId: outputs.WindowId });
  const look = executionsLook(clients, outputs, id, async () => arns, 'window');
  return async () => {
    const opening = await clients.ssm.getMaintenanceWindowExecution({ WindowExecutionId: id });
    if (!hasEnded) arns = (await startedBy(clients, id)).arns;
    hasEnded = !['PENDING', 'IN_PROGRESS'].includes(opening.Status ?? '');
    const run = await look();
    const began = opening.StartTime;
    const isUnderWay = run.working > 0 || !hasEnded;
    return {
      ...run,
      status: isUnderWay ? 'RUNNING' : arns.length ? run.status : (opening.Status ?? ''),
      cause: run.cause ?? opening.StatusDetails,
      began: began?.toISOString(),
      ended: isUnderWay ? undefined : (run.ended ?? opening.EndTime?.toISOString()),
      windowEnd: began && new Date(began.getTime() + (window.Duration ?? 0) * hour).toISOString(),
      cutoffHours: window.Cutoff,
    };
  };
}

function executionsLook(
  clients: Clients,
  outputs: StackOutputs,
  name: string,
  arnsNow: () => Promise<readonly string[]>,
  kind: 'window' | 'machine' = 'machine',
): RunLook {
  const look = watchExecutions(clients, isFleet(outputs) ? fromEvidence(clients, outputs) : fromServices(clients));
  return async () => {
    const arns = await arnsNow();
    const watched: WatchedExecutions = await look(arns);
    return {
      name,
      kind,
      executionArn: kind === 'machine' ? arns[0] : undefined,
      now: (await timeAt(clients)).toISOString(),
      ...watched,
    };
  };
}

/** The pattern leaves no evidence: what an execution came to is gathered from the services' own records. */
export const fromServices =
  (clients: Clients) =>
  async ({ executionArn = '' }: DescribeExecutionOutput): Promise<Ending> => {
    const { outcome, reason, cause, awakeSeconds, changes, commandId, name } = await reportOf(
      clients,
      await readExecution(clients, executionArn),
    );
    return { outcome, reason, cause, awakeSeconds, changes: changes.length, commandId, name: name || undefined };
  };

const fromEvidence =
  (clients: Clients, { EvidenceBucketName }: FleetOutputs) =>
  async ({
    executionArn = '',
    startDate,
    input = '{}',
    status,
    error,
    cause,
  }: DescribeExecutionOutput): Promise<Ending> => {
    const { instanceId } = JSON.parse(input) as { instanceId?: string };
    const folder = runFolder(executionArn.split(':').at(-1) ?? '', startDate);
    const [told] = await readInstances(clients, EvidenceBucketName, [`${folder}/instances/${instanceId}.json`]);
    if (!told) return { reason: error ?? status, cause };
    const { outcome, reason, awakeSeconds, changes, commandId, name, cause: first } = endedMachine(told);
    return { outcome, reason, cause: first, awakeSeconds, changes, commandId, name };
  };
