import { TAG } from '../../maintenance/rules/tags.ts';
import { untilReleased } from '../../operator/fleet/hold.ts';
import { hold } from '../../operator/fleet/hold-one.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { clientsOf, connectionArguments } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { idOf } from '../ids.ts';
import { holdOutput } from '../json/hold.ts';
import { plain } from '../plain.ts';
import { printJson } from '../print.ts';
import { timeOf } from '../times.ts';

export default defineCommand({
  meta: {
    name: 'hold',
    description: 'Hold an instance of a fleet: it is not woken, and what was woken already is not stopped.',
    details: [`It writes the tag ${TAG.hold}. Fleets heed it; the pattern, which patches one by one, does not.`],
  },
  args: {
    instance: { type: 'positional', required: true, description: 'The id of the instance', valueHint: 'INSTANCE' },
    until: {
      type: 'string',
      description:
        'Until when, in UTC: 2026-12-31, 2026-12-31T12:00, or how long, such as 12h, 3d; default: until it is released',
      valueHint: 'TIME',
    },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: `wakepatch hold ${exampleIds.instance} --until 3d`, does: 'Three days.' },
    { line: `wakepatch hold ${exampleIds.instance}`, does: 'Until somebody releases it.' },
  ],
  json: { form: 'document', shape: holdOutput },
  async run({ args }) {
    const id = idOf('instance', args.instance);
    if (args.until !== undefined) timeOf('--until', args.until, new Date(), 'ahead');
    const clients = await clientsOf(args);
    const until = args.until === undefined ? undefined : timeOf('--until', args.until, await timeAt(clients), 'ahead');
    const held = await hold(clients, id, until);
    if (args.json) return printJson(held);
    const how = held.until === untilReleased ? 'until it is released' : `until ${held.until}`;
    const before = held.before && held.before !== held.until ? ` It was held ${whenOf(held.before)} before.` : '';
    console.log(
      `${`${id} ${plain(held.name)}`.trimEnd()} is held ${how}: it is neither woken nor stopped.${before} Give it back with: wakepatch release ${id}`,
    );
  },
});

const whenOf = (value: string) => (Number.isNaN(Date.parse(value)) ? 'until it is released' : `until ${plain(value)}`);
