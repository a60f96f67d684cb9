import { timeAt } from '../../operator/fleet/time.ts';
import { followLogs, type LogLine, logGroupsOf, readLogs } from '../../operator/logs.ts';
import { outputsOf } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { untilInterrupted } from '../interruption.ts';
import { logLine } from '../json/logs.ts';
import { paint } from '../paint.ts';
import { plain } from '../plain.ts';
import { printJsonLine } from '../print.ts';
import { timeOf } from '../times.ts';

export default defineCommand({
  meta: {
    name: 'logs',
    description: "Show what a stack's functions wrote to their log group.",
    details: ['With --follow it goes on until Ctrl-C.'],
  },
  args: {
    ...stackArgument,
    since: {
      type: 'string',
      description: 'From when on: a time, or how long ago, such as 30m, 12h, 3d',
      default: '1h',
      valueHint: 'TIME',
    },
    filter: {
      type: 'string',
      description: 'Only lines that a filter pattern of CloudWatch Logs fits, such as ERROR or \'"lease expired"\'',
      valueHint: 'PATTERN',
    },
    follow: { type: 'boolean', description: 'Show what comes, too', default: false },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch logs --stack wakepatch-fleet', does: 'The last hour.' },
    { line: 'wakepatch logs --stack wakepatch-fleet --since 2d --filter ERROR', does: 'What went wrong in two days.' },
    { line: 'wakepatch logs --stack wakepatch-fleet --follow', does: 'As it comes.' },
  ],
  json: { form: 'lines', shape: logLine },
  async run({ args }) {
    // What cannot be a time is refused before anything is asked.
    timeOf('--since', args.since, new Date(), 'back');
    const clients = await clientsOf(args);
    await outputsOf(clients, args.stack);
    const groups = await logGroupsOf(clients, args.stack);
    const since = timeOf('--since', args.since, await timeAt(clients), 'back').getTime();
    const query = { since, filter: args.filter };
    const tell = args.json ? printJsonLine : (line: LogLine) => console.log(lineText(line));
    if (!args.follow) return readLogs(clients, groups, query, tell);
    await untilInterrupted(
      (signal) => followLogs(clients, groups, query, tell, signal),
      () => 'No longer following.',
    );
  },
});

function lineText({ time, stream, message }: LogLine): string {
  const fromFunction = functionIn(stream);
  const who = fromFunction === undefined ? '' : `${paint('cyan', fromFunction)}  `;
  return `${paint('dim', time)}  ${who}${message.split('\n').map(plain).join('\n    ')}`;
}

/** The streams of a group that functions share name them. Source: Lambda Developer Guide, "Log group naming". */
function functionIn(stream: string): string | undefined {
  const found = /^\d{4}\/\d{2}\/\d{2}\/([^/[]+)\[/.exec(stream)?.[1];
  return found === undefined ? undefined : plain(found);
}
