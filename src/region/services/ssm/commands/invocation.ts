/**
 * One command on one machine, as an effect. It may be performed again from its beginning at any time: each call to the
 * machine is named after the command and the step, so it is answered with what there already was.
 */
import type { Commit, Context, Outside } from '../../../service.ts';
import { agentTopic, reporting } from '../agent/agent.ts';
import { findAgentStart, findManagedInstance, saveDisconnected } from '../agent/rows.ts';
import type { Step } from '../documents/document.ts';
import { documentOf } from '../documents/of-command.ts';
import { systemsManager } from '../fleet.ts';
import { invocationTopic, settle } from './dispatch.ts';
import { machineRun } from './machine-run.ts';
import { Abandoned, Interruption } from './plugin.ts';
import {
  type Command,
  type Delivery,
  findCommand,
  findInvocation,
  type Invocation,
  type PluginResult,
} from './rows.ts';
import { isOver } from './status.ts';
import { judgeStep, togetherOf } from './steps.ts';

/** What GetCommandInvocation documents as the longest output, in characters. */
const longest = { stdout: 24_000, stderr: 8_000 };

/** The response code of what was interrupted. For what it kills the SSM Agent says 137, for the rest 1. */
const interruptedCode: Readonly<Record<Interruption['details'], number>> = {
  Failed: 1,
  ExecutionTimedOut: 137,
  Cancelled: 137,
};

/** The machines of this Region. */
const platform = 'Linux';

interface Payload {
  readonly commandId: string;
  readonly instanceId: string;
}

export const invocationEffects = {
  async runInvocation({ commandId, instanceId }: Payload, outside: Outside): Promise<Commit> {
    const { command, waitUntil } = outside.read((db) => {
      const command = findCommand(db, commandId)!;
      const { sentAt } = findInvocation(db, commandId, instanceId)!;
      return { command, waitUntil: sentAt! + command.request.timeoutSeconds * 1000 };
    });
    await notice(outside, instanceId);
    const invocation = await outside.until(
      agentTopic(instanceId),
      () => outside.transaction(systemsManager, (context) => deliver(context, commandId, instanceId)),
      Math.max(0, waitUntil - outside.clock.now()),
    );
    if (invocation === undefined)
      return (context) => end(context, commandId, instanceId, { details: 'DeliveryTimedOut' });
    if (isOver(invocation.details)) return () => {};
    try {
      return await runSteps(outside, command, invocation, invocation.delivery!);
    } catch (error) {
      if (error instanceof Abandoned) return () => {};
      throw error;
    }
  },
};

/** An agent that has gone from a machine that answers takes no message: it is not connected, whatever its last report said. */
async function notice({ machines, transaction }: Outside, instanceId: string): Promise<void> {
  if ((await machines.ready(instanceId)) && (await reporting(machines, instanceId)) === undefined)
    transaction(systemsManager, ({ db }) => saveDisconnected(db, instanceId));
}

/** The invocation once it has reached the agent, or is over without it; undefined as long as the agent is away. */
function deliver(context: Context, commandId: string, instanceId: string): Invocation | undefined {
  const invocation = findInvocation(context.db, commandId, instanceId)!;
  if (isOver(invocation.details) || invocation.delivery !== null) return invocation;
  const agentStart = findAgentStart(context.db, instanceId);
  const instance = findManagedInstance(context.db, instanceId);
  if (instance === undefined) settle(context, { ...invocation, details: 'Undeliverable' });
  else if (instance.connected && agentStart !== undefined)
    settle(context, { ...invocation, details: 'InProgress', delivery: { at: context.now, agentStart } });
  else {
    if (invocation.details === 'Pending') settle(context, { ...invocation, details: 'Delayed' });
    return undefined;
  }
  return findInvocation(context.db, commandId, instanceId);
}

/** Aborted when the invocation is to be cancelled. */
function cancelling(outside: Outside, { commandId, instanceId, details }: Invocation): AbortSignal {
  const controller = new AbortController();
  if (details === 'Cancelling') controller.abort();
  const look = () => {
    const { details } = outside.read((db) => findInvocation(db, commandId, instanceId)!);
    return details === 'Cancelling' || isOver(details) ? details : undefined;
  };
  // Work of its own: that it waits does not mean that the command does.
  void outside.clock
    .busy(() => outside.until(invocationTopic(commandId, instanceId), look))
    .then(
      (details) => details === 'Cancelling' && controller.abort(),
      () => {}, // the Region is closing: the command notices by itself
    );
  return controller.signal;
}

async function runSteps(
  outside: Outside,
  command: Command,
  invocation: Invocation,
  delivery: Delivery,
): Promise<Commit> {
  const cancel = cancelling(outside, invocation);
  const plugins: PluginResult[] = [];
  const commits: Commit[] = [];
  let ended = false;
  for (const [index, step] of documentOf(command.request).steps.entries()) {
    if (ended && !(step.finallyStep && plugins.at(-1)!.details !== 'Cancelled')) continue;
    const { result, commit } = await runStep(outside, command, invocation, delivery, cancel, step, index);
    const { details, ends } = judgeStep(step, result.details);
    ended ||= ends;
    plugins.push({ ...result, details });
    if (commit) commits.push(commit);
  }
  return (context) => {
    for (const commit of commits) commit(context);
    const details = togetherOf(plugins.map((plugin) => plugin.details));
    end(context, invocation.commandId, invocation.instanceId, { details, plugins });
  };
}

async function runStep(
  outside: Outside,
  command: Command,
  { instanceId }: Invocation,
  delivery: Delivery,
  cancel: AbortSignal,
  step: Step,
  index: number,
): Promise<{ result: PluginResult; commit?: Commit | undefined }> {
  const startedAt = outside.clock.now();
  const result = (
    details: PluginResult['details'],
    responseCode: number,
    output: { stdout: string; stderr: string },
  ) => ({
    name: step.name,
    details,
    responseCode,
    startedAt,
    finishedAt: outside.clock.now(),
    stdout: truncate(output.stdout, longest.stdout, '---Output truncated---'),
    stderr: truncate(output.stderr, longest.stderr, '---Error truncated----'),
  });
  if (step.run === undefined || (step.platform ?? platform) !== platform) {
    const stdout = `Step execution skipped due to unsatisfied preconditions: '"StringEquals": [platformType, ${step.platform}]'. Step name: ${step.name}`;
    return { result: result('Success', 0, { stdout, stderr: '' }) };
  }
  const timeout = step.timeout?.(command.request.parameters) ?? command.request.executionTimeout;
  const { run, printed } = machineRun(outside, command, instanceId, delivery, cancel, String(index), timeout);
  try {
    const { responseCode, commit } = await step.run(run);
    return { result: result(responseCode === 0 ? 'Success' : 'Failed', responseCode, printed), commit };
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    run.print(error.message, 'stderr');
    return { result: result(error.details, interruptedCode[error.details], printed) };
  }
}

function end(
  context: Context,
  commandId: string,
  instanceId: string,
  result: Pick<Invocation, 'details'> & Partial<Invocation>,
): void {
  const invocation = findInvocation(context.db, commandId, instanceId)!;
  if (!isOver(invocation.details)) settle(context, { ...invocation, ...result });
}

const truncate = (text: string, most: number, mark: string): string =>
  text.length <= most ? text : `${text.slice(0, most - mark.length - 1)}\n${mark}`;
