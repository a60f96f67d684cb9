import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../../operator/failure.ts';
import { openingsOf } from '../../operator/window.ts';
import { type WindowSchedule, windowSchedules } from '../../operator/window-schedule.ts';
import { clientsOf, connectionArguments } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { idOf } from '../ids.ts';
import { windowsOutput } from '../json/windows.ts';
import { countOf } from '../numbers.ts';
import { printJson } from '../print.ts';
import { didYouMean } from '../suggest.ts';
import { zoneOf } from '../times.ts';
import { windowsText, windowText } from '../windows-text.ts';

const actions = ['enable', 'disable'];

/** So many of the last openings are told. */
const mostOpenings = 50;

export default defineCommand({
  meta: {
    name: 'windows',
    description: 'Show the maintenance windows and when they opened; enable or disable one.',
    details: ['Times are those of the time zone of the window, or of --timezone.'],
  },
  args: {
    action: {
      type: 'positional',
      required: false,
      description: 'enable, disable, or the id of a window for all that there is to know of it; nothing lists them',
      valueHint: 'enable|disable|WINDOW',
    },
    window: { type: 'positional', required: false, description: 'What to enable or disable', valueHint: 'WINDOW' },
    next: { type: 'string', description: 'How many of the next times are shown', default: '3', valueHint: 'COUNT' },
    timezone: { type: 'string', description: 'Show times in this time zone, such as Europe/Berlin', valueHint: 'ZONE' },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch windows', does: 'All windows, their schedules in words, and when they open next.' },
    {
      line: `wakepatch windows ${exampleIds.window} --next 10 --timezone America/New_York`,
      does: 'One of them: its next ten times in New York, and when it opened.',
    },
    { line: `wakepatch windows disable ${exampleIds.window}`, does: 'It opens no more until it is enabled.' },
    { line: `wakepatch windows enable ${exampleIds.window}`, does: 'It opens again; one with a rate() at once.' },
  ],
  json: { form: 'document', shape: windowsOutput },
  async run({ args }) {
    const count = countOf('--next', args.next, 1000);
    const zone = zoneOf(args.timezone);
    const { action, id } = asked(args.action, args.window);
    const clients = await clientsOf(args);
    if (action) await switchWindow(clients, action, id!);
    const all = await windowSchedules(clients, count);
    const windows = id ? all.filter((window) => window.id === id) : all;
    if (id && windows.length === 0)
      throw new Failure(`There is no window ${id}. 'wakepatch windows' lists those there are.`);
    const history = id && !action ? await openingsOf(clients, id, mostOpenings) : undefined;
    if (args.json) return printJson({ windows, history });
    if (action) return console.log(`${id} is ${action}d.${nextOf(windows[0])}`);
    console.log(history ? windowText(windows[0]!, history, zone) : windowsText(windows, zone));
  },
});

/** @throws Failure for words that make no sense together */
function asked(first: string | undefined, second: string | undefined): { action?: string; id?: string } {
  if (first === undefined) return {};
  if (actions.includes(first)) {
    if (second === undefined)
      throw new Failure(`Say which window to ${first}: wakepatch windows ${first} ${exampleIds.window}`, 'usage');
    return { action: first, id: idOf('window', second) };
  }
  if (!first.startsWith('mw-'))
    throw new Failure(
      `'${first}' is neither enable, disable nor the id of a window (mw-…).${didYouMean(first, actions)}`,
      'usage',
    );
  if (second !== undefined) throw new Failure(`'${second}' means nothing after a window. Leave it out.`, 'usage');
  return { id: idOf('window', first) };
}

async function switchWindow({ ssm }: Clients, action: string, WindowId: string): Promise<void> {
  try {
    await ssm.updateMaintenanceWindow({ WindowId, Enabled: action === 'enable' });
  } catch (error) {
    if ((error as Error).name !== 'DoesNotExistException') throw error;
    throw new Failure(`There is no window ${WindowId}. 'wakepatch windows' lists those there are.`);
  }
}

const nextOf = (window: WindowSchedule | undefined) =>
  window?.upcoming[0] ? ` It opens ${window.words}, next at ${window.upcoming[0]}.` : '';
