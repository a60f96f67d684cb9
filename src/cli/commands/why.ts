import type { Clients } from '../../aws/clients.ts';
import { whyOf } from '../../operator/fleet/why.ts';
import { reportOf } from '../../operator/instance-report.ts';
import { describeInstance, tagsOf } from '../../operator/instances.ts';
import { newestExecutionFor, selectedBy } from '../../operator/pattern.ts';
import { readExecution } from '../../operator/runs.ts';
import { isFleet, outputsOf, type PatternOutputs } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, fleetArgument } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { whyText } from '../fleet/why-text.ts';
import { idOf } from '../ids.ts';
import { reportLines } from '../instance-report-text.ts';
import { type PatternWhy, whyOutput } from '../json/why.ts';
import { plain } from '../plain.ts';
import { printJson } from '../print.ts';

export default defineCommand({
  meta: {
    name: 'why',
    description: 'Tell why an instance was woken, passed over or left on, and what the next run would do with it.',
    details: ['It reads the tags of the instance, the evidence of the newest runs, and the plan.'],
  },
  args: {
    instance: { type: 'positional', required: true, description: 'The id of the instance', valueHint: 'INSTANCE' },
    ...fleetArgument,
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: `wakepatch why ${exampleIds.instance}`, does: 'In sentences, with what to do about it.' },
    {
      line: `wakepatch why ${exampleIds.instance} --json | jq -r ".next.member.reason"`,
      does: 'The reason for which the next run would pass it over.',
    },
  ],
  json: { form: 'document', shape: whyOutput },
  async run({ args }) {
    const id = idOf('instance', args.instance);
    const clients = await clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    if (isFleet(outputs)) {
      const why = await whyOf(clients, args.stack, outputs, id);
      return args.json ? printJson({ kind: 'fleet', ...why }) : console.log(whyText(why, args.stack));
    }
    const why = await ofPattern(clients, outputs, id);
    return args.json ? printJson({ kind: 'pattern', ...why }) : console.log(patternText(why));
  },
});

async function ofPattern(clients: Clients, outputs: PatternOutputs, instanceId: string): Promise<PatternWhy> {
  const instance = await describeInstance(clients, instanceId);
  const last = await newestExecutionFor(clients, outputs, instanceId);
  return {
    instanceId,
    name: tagsOf(instance).Name ?? '',
    state: instance.State?.Name ?? '',
    stateReason: instance.StateTransitionReason || undefined,
    selected: (await selectedBy(clients, outputs)).has(instanceId),
    last: last === undefined ? undefined : await reportOf(clients, await readExecution(clients, last)),
  };
}

function patternText({ instanceId, name, state, stateReason, selected, last }: PatternWhy): string {
  return [
    `${`${instanceId} ${plain(name)}`.trimEnd()} is ${state}${stateReason ? ` (${plain(stateReason)})` : ''}.`,
    selected
      ? 'The window selects it: each time that it opens, the instance is woken, patched and put back.'
      : 'The window does not select it, so nothing is done with it. Its targets are instances with the tag, or those that are named, as the parameters of the stack have it.',
    last
      ? `\nThe last execution came to:\n${reportLines(last).join('\n')}`
      : '\nNo execution has had to do with it lately.',
  ].join('\n');
}
