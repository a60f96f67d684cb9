import { writeFile } from 'node:fs/promises';
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../../operator/failure.ts';
import { readEvidence } from '../../operator/fleet/evidence.ts';
import { findRun, readReport } from '../../operator/fleet/report.ts';
import { reportOf } from '../../operator/instance-report.ts';
import { newestExecutions, readExecution } from '../../operator/runs.ts';
import { type FleetOutputs, isFleet, outputsOf, type PatternOutputs } from '../../operator/stack.ts';
import { clientsOf, connectionArguments, stackArgument } from '../arguments.ts';
import { defineCommand, exampleIds, jsonArgument } from '../command.ts';
import { reportText } from '../fleet/report-text.ts';
import { reportLines } from '../instance-report-text.ts';
import { reportOutput } from '../json/report.ts';
import { countOf } from '../numbers.ts';
import { openInBrowser, pageFile } from '../open-in-browser.ts';

const asJson = (value: unknown) => JSON.stringify(value, undefined, 2);

/** Each way to render the report of a fleet's run, given its folder. */
const formats = {
  text: async (clients: Clients, bucket: string, run: string) => reportText(await readReport(clients, bucket, run)),
  json: async (clients: Clients, bucket: string, run: string) =>
    asJson({ kind: 'fleet', report: await readReport(clients, bucket, run) }),
  csv: csvOf,
  html: async (clients: Clients, bucket: string, run: string) =>
    (await import('../fleet/report-html.ts')).reportHtml(await readReport(clients, bucket, run)),
};

interface Asked {
  readonly format?: string;
  readonly json: boolean;
  readonly open: boolean;
}

export default defineCommand({
  meta: {
    name: 'report',
    description: 'Show what the last executions came to on their instances, or a run on its fleet.',
  },
  args: {
    ...stackArgument,
    run: { type: 'string', description: "A fleet's run, by its execution; default: the newest", valueHint: 'NAME' },
    format: {
      type: 'enum',
      options: Object.keys(formats),
      description: "How a fleet's run is shown; default: text",
    },
    open: { type: 'boolean', description: "Open a fleet's report as a page in the browser", default: false },
    output: { type: 'string', description: 'Write it to a file', valueHint: 'FILE' },
    last: {
      type: 'string',
      description: 'How many executions of the pattern; default: 1. Not of a fleet',
      valueHint: 'COUNT',
    },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch report --stack wakepatch-fleet', does: 'The newest run: what needs a person first.' },
    { line: 'wakepatch report --stack wakepatch-fleet --open', does: 'The same as a page with plots, in the browser.' },
    {
      line: `wakepatch report --stack wakepatch-fleet --run ${exampleIds.execution} --format csv --output run.csv`,
      does: 'That run as a table for a spreadsheet.',
    },
    { line: 'wakepatch report --last 3', does: 'The last three executions of the pattern.' },
  ],
  json: { form: 'document', shape: reportOutput },
  async run({ args }) {
    const format = formatOf(args);
    const last = args.last === undefined ? undefined : countOf('--last', args.last, 100);
    const clients = await clientsOf(args);
    const outputs = await outputsOf(clients, args.stack);
    if (!isFleet(outputs)) {
      const foreign = (['run', 'format', 'open'] as const).find((name) => args[name]);
      if (foreign) throw new Failure(`--${foreign} is for fleets, and ${args.stack} is none. Leave it out.`, 'usage');
      return show(await ofPattern(clients, outputs, format === 'json', last), args.output);
    }
    if (last !== undefined)
      throw new Failure(`--last is not for fleets. Name a run of ${args.stack} with --run.`, 'usage');
    const text = await ofFleet(clients, outputs, format, args.run);
    if (!args.open) return show(text, args.output);
    const file = args.output ?? (await pageFile());
    await show(text, file);
    await openInBrowser(file);
  },
});

function formatOf({ format, json, open }: Asked): keyof typeof formats {
  const asked = [...(json ? ['json'] : []), ...(format ? [format] : []), ...(open ? ['html'] : [])];
  const [first = 'text', other] = [...new Set(asked)];
  if (other !== undefined)
    throw new Failure(
      `${first} and ${other} are asked for at once: --json is JSON, --open is html. Give one.`,
      'usage',
    );
  return first as keyof typeof formats;
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
  last = 1,
): Promise<string> {
  const arns = await newestExecutions(clients, StateMachineArn, last);
  const reports = await Promise.all(arns.map(async (arn) => reportOf(clients, await readExecution(clients, arn))));
  if (json) return asJson({ kind: 'pattern', reports });
  if (reports.length === 0) return "Nothing has run yet. Begin with 'wakepatch run'.";
  return reports.map((report) => reportLines(report).join('\n')).join('\n\n');
}

async function show(text: string, file: string | undefined): Promise<void> {
  const whole = text.endsWith('\n') ? text : `${text}\n`;
  if (file === undefined) return void process.stdout.write(whole);
  try {
    await writeFile(file, whole);
  } catch (error) {
    throw new Failure(`${file} cannot be written (${(error as Error).message}). Name another with --output.`);
  }
  console.error(`Written to ${file}.`);
}
