import { defineCommand } from 'citty';
import type { Clients } from '../../aws/clients.ts';
import { followExecution } from '../../operator/execution.ts';
import { Failure } from '../../operator/failure.ts';
import { reportOf } from '../../operator/instance-report.ts';
import { stateLines } from '../../operator/runs.ts';
import { isFleet, outputsOf, type PatternOutputs } from '../../operator/stack.ts';
import { openWindow, workflowsOf } from '../../operator/windows.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { runFleet } from '../fleet/run.ts';
import { reportLines } from '../instance-report-text.ts';
import { consoleProgress } from '../progress.ts';

export default defineCommand({
  meta: {
    name: 'run',
    description:
      'Carry out the maintenance now, and follow it: opens the window, or starts the workflow for a fleet or named instances.',
  },
  args: {
    ...connectionArguments,
    ...stackArgument,
    instances: { type: 'string', description: 'Only these instances, without the window', valueHint: 'i-…,i-…' },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    const instances = args.instances?.split(',');
    if (isFleet(outputs)) {
      const isWell = await runFleet(clients, outputs, { stackName: args.stack, instances });
      if (!isWell) process.exitCode = 1;
      return;
    }
    const progress = consoleProgress();
    const started = instances ? await startFor(clients, outputs, instances) : await throughWindow(clients, outputs);
    const runs = await Promise.all(
      started.map((arn) => {
        const lineOf = stateLines();
        return followExecution(clients, arn, (event) => {
          const line = lineOf(event);
          if (line) progress.step(started.length > 1 ? `${arn.split(':').at(-1)}  ${line}` : line);
        });
      }),
    );
    const reports = await Promise.all(runs.map((run) => reportOf(clients, run)));
    for (const report of reports) console.log(`\n${reportLines(report).join('\n')}`);
    if (reports.some(({ outcome }) => outcome !== 'Patched' && outcome !== 'AlreadyCompliant')) process.exitCode = 1;
  },
});

async function throughWindow(clients: Clients, { WindowId }: PatternOutputs): Promise<string[]> {
  const { WindowExecutionId = '' } = await openWindow(clients, WindowId);
  return workflowsOf(clients, WindowExecutionId);
}

/** Starts what the window's task would start for each of them. @throws Failure for an instance that the stack does not select */
async function startFor(
  clients: Clients,
  { StateMachineArn, WindowId }: PatternOutputs,
  ids: readonly string[],
): Promise<string[]> {
  const { Targets = [] } = await clients.ssm.describeMaintenanceWindowTargets({ WindowId });
  const selected = new Set<string>();
  for (const { Key = '', Values = [] } of Targets.flatMap(({ Targets: targets = [] }) => targets)) {
    const Filters = [{ Name: Key === 'InstanceIds' ? 'instance-id' : Key, Values }];
    const { Reservations = [] } = await clients.ec2.describeInstances({ Filters });
    for (const { Instances = [] } of Reservations)
      for (const { InstanceId } of Instances) selected.add(InstanceId ?? '');
  }
  const stranger = ids.find((id) => !selected.has(id));
  if (stranger)
    throw new Failure(
      `The window ${WindowId} does not select ${stranger}. It selects ${[...selected].join(', ') || 'nothing'}.`,
    );
  const started = await Promise.all(
    ids.map((instanceId) =>
      clients.states.startExecution({ stateMachineArn: StateMachineArn, input: JSON.stringify({ instanceId }) }),
    ),
  );
  return started.map(({ executionArn }) => executionArn ?? '');
}
