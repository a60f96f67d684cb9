import { writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../../operator/failure.ts';
import { readEvidence } from '../../operator/fleet/evidence.ts';
import { findRun, readReport } from '../../operator/fleet/report.ts';
import { reportOf } from '../../operator/instance-report.ts';
import { newestExecutions, readExecution } from '../../operator/runs.ts';
import { type FleetOutputs, isFleet, outputsOf, type PatternOutputs } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { reportText } from '../fleet/report-text.ts';
import { reportLines } from '../instance-report-text.ts';

/** Each way to render the report of a fleet's run, given its folder. */
const formats = {
  text: async (clients: Clients, bucket: string, run: string) => reportText(await readReport(clients, bucket, run)),
  json: async (clients: Clients, bucket: string, run: string) =>
    JSON.stringify(await readReport(clients, bucket, run), undefined, 2),
  csv: csvOf,
  html: async (clients: Clients, bucket: string, run: string) =>
    (await import('../fleet/report-html.ts')).reportHtml(await readReport(clients, bucket, run)),
};

export default defineCommand({
  meta: {
    name: 'report',
    description: 'Show what the last executions came to on their instances, or a run on its fleet.',
  },
  args: {
    ...connectionArguments,
    ...stackArgument,
    last: { type: 'string', description: 'How many executions; default: 1. Not of a fleet' },
    run: { type: 'string', description: "A fleet's run, by its execution; default: the newest", valueHint: 'NAME' },
    format: {
      type: 'enum',
      options: Object.keys(formats),
      description: "How a fleet's run is shown; default: text",
    },
    json: { type: 'boolean', description: 'Print JSON', default: false },
    output: { type: 'string', description: 'Write it to a file', valueHint: 'FILE' },
  },
  async run({ args }) {
    const clients = clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    const format = formatOf(args);
    if (!isFleet(outputs)) {
      const foreign = (['run', 'format'] as const).find((name) => args[name] !== undefined);
      if (foreign) throw new Failure(`--${foreign} is for fleets, and ${args.stack} is none. Leave it out.`);
      return show(await ofPattern(clients, outputs, format === 'json', args.last), args.output);
    }
    if (args.last !== undefined) throw new Failure(`--last is not for fleets. Name a run of ${args.stack} with --run.`);
    await show(await ofFleet(clients, outputs, format, args.run), args.output);
  },
});

function formatOf({ format, json }: { format?: string; json: boolean }): keyof typeof formats {
  if (json && format !== undefined && format !== 'json')
    throw new Failure(`--json asks for JSON, and --format for ${format}. Give one.`);
  return json ? 'json' : ((format ?? 'text') as keyof typeof formats);
}

async function ofFleet(
  clients: Clients,
  { EvidenceBucketName }: FleetOutputs,
  format: keyof typeof formats,
  execution?: string,
): Promise<string> {
  const run = await findRun(clients, EvidenceBucketName, execution);
  return formats[format](clients, EvidenceBucketName, run);
}

async function csvOf(clients: Clients, bucket: string, run: string): Promise<string> {
  const text = await readEvidence(clients, bucket, `${run}/report.csv`);
  if (text !== undefined) return text;
  throw new Failure(`${run} has no report: it is under way, or was ended early. --format text shows what there is.`);
}

async function ofPattern(
  clients: Clients,
  { StateMachineArn }: PatternOutputs,
  json: boolean,
  last = '1',
): Promise<string> {
  const arns = await newestExecutions(clients, StateMachineArn, Number(last) || 1);
  const reports = await Promise.all(arns.map(async (arn) => reportOf(clients, await readExecution(clients, arn))));
  if (json) return JSON.stringify(reports, undefined, 2);
  if (reports.length === 0) return "Nothing has run yet. Begin with 'wakepatch run'.";
  return reports.map((report) => reportLines(report).join('\n')).join('\n\n');
}

async function show(text: string, file: string | undefined): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (file === undefined) return void process.stdout.write(whole);
  await writeFile(file, whole);
  console.error(`Written to ${file}.`);
}
