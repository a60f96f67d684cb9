/** One maintenance: the window opens, its task starts the workflow for each instance, the workflow comes to its end. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Clients } from '../region.ts';
import { until } from './until.ts';

/** What the workflow came to on one instance. */
export interface Run {
  readonly executionArn: string;
  readonly instanceId: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: Record<string, unknown> | undefined;
  readonly events: readonly HistoryEvent[];
  /** seconds */
  readonly duration: number;
}

/**
 * Opens a window with a rate schedule, as the walk-through does: disabled and enabled, its rate begins anew.
 * It is disabled again at once, so that simulated time does not open it over and over.
 * @returns the window's new execution
 */
export async function openOnce({ ssm }: Pick<Clients, 'ssm'>, WindowId: string): Promise<string> {
  const executions = async () => (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions ?? [];
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  const before = new Set((await executions()).map(({ WindowExecutionId }) => WindowExecutionId));
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: true });
  const [opened] = await until(
    `${WindowId} opens`,
    async () => (await executions()).filter(({ WindowExecutionId }) => !before.has(WindowExecutionId)),
    (fresh) => fresh.length > 0,
  );
  await ssm.updateMaintenanceWindow({ WindowId, Enabled: false });
  return opened!.WindowExecutionId!;
}

/** The workflow executions that the window's task has started, once it has started `count` of them. */
export async function workflowsOf(
  { ssm }: Pick<Clients, 'ssm'>,
  WindowExecutionId: string,
  count: number,
): Promise<string[]> {
  return until(
    `${WindowExecutionId} starts ${count} workflows`,
    async () => {
      const { WindowExecutionTaskIdentities: tasks = [] } = await ssm.describeMaintenanceWindowExecutionTasks({
        WindowExecutionId,
      });
      const invocations = await Promise.all(
        tasks.map(({ TaskExecutionId: TaskId }) =>
          ssm.describeMaintenanceWindowExecutionTaskInvocations({ WindowExecutionId, TaskId }),
        ),
      );
      return invocations
        .flatMap((each) => each.WindowExecutionTaskInvocationIdentities ?? [])
        .flatMap(({ ExecutionId }) => (ExecutionId ? [ExecutionId] : []));
    },
    (started) => started.length >= count,
  );
}

/** What an execution has come to, once it has. */
export async function endOf({ states }: Pick<Clients, 'states'>, executionArn: string): Promise<Run> {
  const { status, error, cause, input, output, startDate, stopDate } = await until(
    `${executionArn} ends`,
    () => states.describeExecution({ executionArn }),
    (execution) => execution.status !== 'RUNNING',
  );
  return {
    executionArn,
    instanceId: JSON.parse(input!).instanceId,
    status: status!,
    error,
    cause,
    output: output === undefined ? undefined : JSON.parse(output),
    events: await historyOf({ states }, executionArn),
    duration: (stopDate!.getTime() - startDate!.getTime()) / 1000,
  };
}

export async function historyOf({ states }: Pick<Clients, 'states'>, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await states.getExecutionHistory({ executionArn, maxResults: 1000, nextToken });
    events.push(...page.events!);
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
}

/**
 * Opens the window and waits for what comes of it, in the order of the instances' ids.
 * @param meanwhile is done once the workflows have started
 */
export async function maintain(
  clients: Pick<Clients, 'ssm' | 'states'>,
  windowId: string,
  { count = 1, meanwhile }: { count?: number; meanwhile?: (executionArn: string) => Promise<unknown> } = {},
): Promise<Run[]> {
  const executions = await workflowsOf(clients, await openOnce(clients, windowId), count);
  if (meanwhile) for (const executionArn of executions) await meanwhile(executionArn);
  const runs = await Promise.all(executions.map((executionArn) => endOf(clients, executionArn)));
  return runs.sort((a, b) => a.instanceId.localeCompare(b.instanceId));
}

/** The names of the states that were entered, in order. */
export const statesOf = ({ events }: Pick<Run, 'events'>): string[] =>
  events.flatMap(({ stateEnteredEventDetails: entered }) => (entered ? [entered.name!] : []));

/** The state in which the first thing failed. */
export function failedIn({ events }: Pick<Run, 'events'>): string | undefined {
  const failure = events.findIndex(({ type }) => type === 'TaskFailed' || type === 'TaskTimedOut');
  return failure === -1 ? undefined : statesOf({ events: events.slice(0, failure) }).at(-1);
}

/** The command id that the step "Patch Instance" has in its output. */
export function commandIdOf({ events }: Pick<Run, 'events'>): string | undefined {
  const exited = events.find(({ stateExitedEventDetails: details }) => details?.name === 'Patch Instance');
  return exited && JSON.parse(exited.stateExitedEventDetails!.output!).commandId;
}
