import { defineCommand } from 'citty';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { reportLines, reportOf } from '../instance-report.ts';
import { newestExecutions, readExecution } from '../runs.ts';
import { outputsOf } from '../stack.ts';

export default defineCommand({
  meta: { name: 'report', description: 'Show what the last executions came to on their instances.' },
  args: {
    ...connectionArguments,
    ...stackArgument,
    last: { type: 'string', description: 'How many executions', default: '1' },
    json: { type: 'boolean', description: 'Print JSON', default: false },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const { StateMachineArn } = await outputsOf(clients, args.stack);
    const arns = await newestExecutions(clients, StateMachineArn, Number(args.last) || 1);
    const reports = await Promise.all(arns.map(async (arn) => reportOf(clients, await readExecution(clients, arn))));
    if (args.json) return console.log(JSON.stringify(reports, undefined, 2));
    if (reports.length === 0) return console.log("Nothing has run yet. Begin with 'wakepatch run'.");
    console.log(reports.map((report) => reportLines(report).join('\n')).join('\n\n'));
  },
});
