/** Executions of the pattern's workflow, one for each instance: starting them, following them, and how they stand. */
import type { Clients } from '../aws/clients.ts';
import { isFailure } from '../maintenance/rules/outcome.ts';
import { followExecution } from './execution.ts';
import type { Listener, Machine, Standing } from './fleet/follow.ts';
import type { Told } from './fleet/report.ts';
import { type InstanceReport, reportOf } from './instance-report.ts';
import { describeInstance, tagsOf } from './instances.ts';
import { stateLines } from './runs.ts';
import type { PatternOutputs } from './stack.ts';
import { executionsOf, openWindow, type StandingWindow, standingWindow, workflowsOf } from './windows.ts';

export interface PatternExecution {
  readonly name: string;
  readonly instanceId: string;
  /** of the instance now, as EC2 has it; undefined where it is no longer known */
  readonly state?: string;
  readonly status: string;
  /** ISO 8601 */
  readonly began: string;
  readonly ended?: string;
}

export interface PatternStatus {
  readonly window: StandingWindow;
  /** the last time that the window opened */
  readonly opened?: { readonly at: string; readonly status: string; readonly details?: string };
  /** the newest first */
  readonly executions: readonly PatternExecution[];
}

const mostExecutions = 10;

export async function patternStatus(clients: Clients, outputs: PatternOutputs): Promise<PatternStatus> {
  const { WindowId, StateMachineArn: stateMachineArn } = outputs;
  const [last] = await executionsOf(clients, WindowId);
  const { executions = [] } = await clients.states.listExecutions({ stateMachineArn, maxResults: mostExecutions });
  return {
    window: await standingWindow(clients, WindowId),
    opened: last && {
      at: last.StartTime?.toISOString() ?? '',
      status: last.Status ?? '',
      details: last.StatusDetails,
    },
    executions: await Promise.all(
      executions.map(async ({ executionArn = '', name = '', status = '', startDate, stopDate }) => {
        const instanceId = await instanceIn(clients, executionArn);
        return {
          name,
          instanceId,
          state: await stateOf(clients, instanceId),
          status,
          began: startDate?.toISOString() ?? '',
          ended: stopDate?.toISOString(),
        };
      }),
    ),
  };
}

async function instanceIn({ states }: Clients, executionArn: string): Promise<string> {
  const { input = '{}' } = await states.describeExecution({ executionArn });
  return (JSON.parse(input) as { instanceId?: string }).instanceId ?? '';
}

/** An instance of an old execution may be gone by now. */
async function stateOf({ ec2 }: Clients, id: string): Promise<string | undefined> {
  if (!id) return undefined;
  const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name: 'instance-id', Values: [id] }] });
  return Reservations[0]?.Instances?.[0]?.State?.Name;
}

/** So many of the newest executions are looked through for one of an instance. */
const mostLookedThrough = 100;

/** The ARN of the newest execution for an instance that is over; undefined where none of the newest was for it. */
export async function newestExecutionFor(
  clients: Clients,
  { StateMachineArn: stateMachineArn }: PatternOutputs,
  instanceId: string,
): Promise<string | undefined> {
  const { executions = [] } = await clients.states.listExecutions({ stateMachineArn, maxResults: mostLookedThrough });
  for (const { executionArn = '', status } of executions)
    if (status !== 'RUNNING' && (await instanceIn(clients, executionArn)) === instanceId) return executionArn;
  return undefined;
}

/** ARNs of the executions that run. */
export async function patternUnderWay({ states }: Clients, { StateMachineArn }: PatternOutputs): Promise<string[]> {
  const { executions = [] } = await states.listExecutions({
    stateMachineArn: StateMachineArn,
    statusFilter: 'RUNNING',
  });
  return executions.map(({ executionArn = '' }) => executionArn);
}

/** Opens the window. @returns the executions that it started. @throws Failure as `openWindow` and `workflowsOf` do */
export async function throughWindow(clients: Clients, { WindowId }: PatternOutputs): Promise<string[]> {
  const { WindowExecutionId = '' } = await openWindow(clients, WindowId);
  return workflowsOf(clients, WindowExecutionId);
}

/** The ids of the instances that the window's targets select. */
export async function selectedBy(clients: Clients, { WindowId }: PatternOutputs): Promise<Set<string>> {
  const { Targets = [] } = await clients.ssm.describeMaintenanceWindowTargets({ WindowId });
  const selected = new Set<string>();
  for (const { Key = '', Values = [] } of Targets.flatMap(({ Targets: targets = [] }) => targets)) {
    const Filters = [{ Name: Key === 'InstanceIds' ? 'instance-id' : Key, Values }];
    const { Reservations = [] } = await clients.ec2.describeInstances({ Filters });
    for (const { Instances = [] } of Reservations)
      for (const { InstanceId } of Instances) selected.add(InstanceId ?? '');
  }
  return selected;
}

/**
 * Follows executions to their ends.
 * @returns what each came to
 * @throws the signal's reason when following is to stop
 */
export async function followPattern(
  clients: Clients,
  arns: readonly string[],
  listener: Listener,
  signal: AbortSignal,
): Promise<InstanceReport[]> {
  const machines = new Map<string, Machine>(
    await Promise.all(arns.map(async (arn) => [arn, await begin(clients, arn)] as const)),
  );
  const show = () => listener.looked?.(standingOf([...machines.values()]));
  show();
  return Promise.all(
    arns.map(async (arn) => {
      const lineOf = stateLines();
      const run = await followExecution(
        clients,
        arn,
        (event) => {
          const phase = lineOf(event);
          if (phase === undefined) return;
          const machine = { ...machines.get(arn)!, phase };
          machines.set(arn, machine);
          listener.phase?.(machine);
          show();
        },
        signal,
      );
      const report = await reportOf(clients, run);
      const { instanceId, name, outcome, reason, awakeSeconds } = report;
      const told: Told = { instanceId, name, outcome, reason, awakeSeconds };
      machines.set(arn, { instanceId, name, told });
      listener.ended?.(told);
      show();
      return report;
    }),
  );
}

async function begin(clients: Clients, executionArn: string): Promise<Machine> {
  const { startDate, input = '{}' } = await clients.states.describeExecution({ executionArn });
  const { instanceId = '' } = JSON.parse(input) as { instanceId?: string };
  const name = instanceId ? tagsOf(await describeInstance(clients, instanceId)).Name : undefined;
  return { instanceId, name, began: startDate, phase: 'beginning' };
}

function standingOf(machines: readonly Machine[]): Standing {
  const ended = machines.filter(({ told }) => told);
  return {
    machines,
    total: machines.length,
    done: ended.length,
    failed: ended.filter(({ told }) => told && isFailure(told.outcome)).length,
    working: machines.length - ended.length,
  };
}
