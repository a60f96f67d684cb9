import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { startRun } from '../../operator/fleet/start.ts';
import { followPattern, throughWindow } from '../../operator/pattern.ts';
import { isFleet, outputsOf } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { endAs } from '../exit-codes.ts';
import { runFleet } from '../fleet/run.ts';
import { idOf } from '../ids.ts';
import { runEvent } from '../json/run.ts';
import { showPattern } from '../pattern-run.ts';

export default defineCommand({
  meta: {
    name: 'run',
    description:
      'Carry out the maintenance now, and follow it: opens the window, or starts the workflow for a fleet or named instances.',
    details: [
      'On a terminal each machine has a row that tells what is done to it; without one each change is a line. Ctrl-C ends the following; what was begun goes on.',
    ],
  },
  args: {
    ...stackArgument,
    instances: { type: 'string', description: 'Only these instances, without the window', valueHint: 'i-…,i-…' },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch run --stack wakepatch-fleet', does: 'A run of the fleet, as its window would begin it.' },
    {
      line: `wakepatch run --stack wakepatch-fleet --instances ${exampleIds.instance}`,
      does: 'This instance alone.',
    },
    { line: 'wakepatch run', does: 'Opens the window of the pattern, whose schedule is a rate().' },
  ],
  json: { form: 'lines', shape: runEvent },
  async run({ args }) {
    const instances = args.instances?.split(',').map((id) => idOf('instance', id.trim()));
    const clients = await clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    const isWell = isFleet(outputs)
      ? await runFleet(clients, outputs, { stackName: args.stack, instances, json: args.json })
      : await runPattern(
          clients,
          instances ? await startAlone(clients, args.stack, instances) : await throughWindow(clients, outputs),
          args,
        );
    if (!isWell) endAs('unwell');
  },
});

/** What the window's task would start for each of them, without the window. */
async function startAlone(clients: Clients, stack: string, instances: readonly string[]): Promise<string[]> {
  const { executions } = await startRun(clients, stack, instances);
  return executions.map(({ executionArn }) => executionArn);
}

async function runPattern(
  clients: Clients,
  arns: readonly string[],
  { stack, json }: { stack: string; json: boolean },
) {
  const reports = await showPattern(clients, arns, { stack, json }, (listener, signal) =>
    followPattern(clients, arns, listener, signal),
  );
  return !reports.some(({ outcome }) => isFailure(outcome));
}
