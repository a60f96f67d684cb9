import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { statusOf } from '../../operator/fleet/status.ts';
import { followFleet } from '../../operator/fleet/under-way.ts';
import { followPattern, patternStatus, patternUnderWay } from '../../operator/pattern.ts';
import { type FleetOutputs, isFleet, outputsOf, type PatternOutputs } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { endAs } from '../exit-codes.ts';
import { presenting } from '../fleet/present.ts';
import { statusText } from '../fleet/status-text.ts';
import { untilInterrupted } from '../interruption.ts';
import { statusOutput } from '../json/status.ts';
import { showPattern } from '../pattern-run.ts';
import { patternStatusText } from '../pattern-status-text.ts';
import { printJson, printJsonLine } from '../print.ts';

interface Asked {
  readonly stack: string;
  readonly json: boolean;
}

export default defineCommand({
  meta: {
    name: 'status',
    description: 'Show how things stand: the window, the last executions, their instances, and the leases of a fleet.',
    details: [
      'With --follow it shows every machine that is being patched, as `run` does, until nothing is under way any more; it ends with 1 when one of them failed.',
    ],
  },
  args: {
    ...stackArgument,
    follow: { type: 'boolean', description: 'Follow what is under way to its end', default: false },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    {
      line: 'wakepatch status --stack wakepatch-fleet',
      does: 'The window, what is under way, and who holds which instance.',
    },
    { line: 'wakepatch status --stack wakepatch-fleet --follow', does: 'Watches a run that the window began.' },
    {
      line: 'wakepatch status --stack wakepatch-fleet --json | jq "[.leases[] | select(.alarm)] | length"',
      does: 'How many instances were woken and are nobody’s any more.',
    },
  ],
  json: { form: 'document', shape: statusOutput },
  async run({ args }) {
    const clients = await clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    if (args.follow) {
      const isWell = isFleet(outputs)
        ? await followOfFleet(clients, outputs, args)
        : await followOfPattern(clients, outputs, args);
      if (!isWell) endAs('unwell');
      return;
    }
    if (isFleet(outputs)) {
      const status = await statusOf(clients, outputs);
      return args.json ? printJson({ kind: 'fleet', ...status }) : console.log(statusText(status));
    }
    const status = await patternStatus(clients, outputs);
    return args.json ? printJson({ kind: 'pattern', ...status }) : console.log(patternStatusText(status));
  },
});

async function followOfFleet(clients: Clients, outputs: FleetOutputs, { stack, json }: Asked): Promise<boolean> {
  const found = await followFleet(clients, outputs);
  if (json) printJsonLine({ event: 'began', executions: found?.executions ?? [] });
  if (!found) return nothing(json);
  const what = `Under way: ${found.executions.join(', ')}`;
  const { ends, told } = await untilInterrupted(
    (signal) => presenting(clients, { json, what }, (listener) => found.follow(listener, signal)),
    () => `No longer following; it goes on. How it stands: wakepatch status --stack ${stack}`,
  );
  if (!json) console.log(`All is over. What it came to: wakepatch report --stack ${stack}`);
  return ends.every(({ status }) => status === 'SUCCEEDED') && !told.some(({ outcome }) => isFailure(outcome));
}

async function followOfPattern(clients: Clients, outputs: PatternOutputs, asked: Asked): Promise<boolean> {
  const arns = await patternUnderWay(clients, outputs);
  if (arns.length === 0) {
    if (asked.json) printJsonLine({ event: 'began', executions: [] });
    return nothing(asked.json);
  }
  const reports = await showPattern(clients, arns, asked, (listener, signal) =>
    followPattern(clients, arns, listener, signal),
  );
  return !reports.some(({ outcome }) => isFailure(outcome));
}

function nothing(json: boolean): boolean {
  if (!json) console.log('Nothing is under way.');
  return true;
}
