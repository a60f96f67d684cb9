import { clientsFor } from '../../aws/clients.ts';
import { type Connection, connect, NoConnection } from '../../aws/connection.ts';
import { cacheDir, dataDirOf } from '../../aws/data-dir.ts';
import { runningRegion } from '../../aws/region-file.ts';
import { probeMachines } from '../../region/host.ts';
import { connectionArguments, stackArgument } from '../arguments.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { endpointChecks } from '../doctor/endpoint.ts';
import { machineChecks } from '../doctor/machine.ts';
import { endAs } from '../exit-codes.ts';
import { type Check, doctorOutput } from '../json/doctor.ts';
import { portOf } from '../numbers.ts';
import { paint } from '../paint.ts';
import { printJson } from '../print.ts';

export default defineCommand({
  meta: {
    name: 'doctor',
    description:
      'Check what stands between you and a patched machine, here and at the endpoint, and say how to mend it.',
    details: [
      'Of this machine: engine, image, disk, port. Of the endpoint: credentials, clock, rights and quotas. Nothing is changed: rights are tried by asking. With --profile, --region or --endpoint-url only the endpoint is looked at.',
    ],
  },
  args: {
    stack: { ...stackArgument.stack, description: 'The stack whose rights are tried, where there is one' },
    port: {
      type: 'string',
      description: 'The port that the Region is to have',
      default: '4566',
      valueHint: 'PORT',
    },
    ...jsonArgument,
    ...connectionArguments,
  },
  examples: [
    { line: 'wakepatch doctor', does: 'This machine, and the Region that runs on it.' },
    { line: 'wakepatch doctor --stack wakepatch-fleet', does: 'The same, with the rights that a fleet needs.' },
    { line: 'wakepatch doctor --json | jq ".checks[] | select(.verdict == \\"failed\\")"', does: 'What is wrong.' },
  ],
  json: { form: 'document', shape: doctorOutput },
  async run({ args }) {
    const port = portOf('--port', args.port);
    const isForeign = Boolean(args.profile ?? args.region ?? args['endpoint-url']);
    const dataDir = dataDirOf(args.data);
    const checks = [
      ...(isForeign ? [] : await machineChecks(dataDir, port, await probeMachines(dataDir, cacheDir()))),
      ...(await atEndpoint(args, isForeign || runningRegion(dataDir) !== undefined)),
    ];
    if (args.json) printJson({ checks });
    else console.log(checks.map(checkText).join('\n'));
    if (checks.some(({ verdict }) => verdict === 'failed')) endAs('unwell');
  },
});

type Asked = { stack: string; profile?: string; region?: string; data?: string; 'endpoint-url'?: string };

/** @param isMeant whether there ought to be one */
async function atEndpoint({ stack, ...args }: Asked, isMeant: boolean): Promise<Check[]> {
  let connection: Connection;
  try {
    connection = await connect({ ...args, endpointUrl: args['endpoint-url'] });
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error;
    const verdict = isMeant ? 'failed' : 'unchecked';
    return [{ about: 'endpoint', check: 'endpoint', verdict, finding: error.message }];
  }
  const finding = `Speaking to ${connection.description}.`;
  return [
    { about: 'endpoint', check: 'endpoint', verdict: 'ok', finding },
    ...(await endpointChecks(clientsFor(connection), stack)),
  ];
}

const marks = {
  ok: () => paint('green', 'ok       '),
  missing: () => paint('yellow', 'missing  '),
  failed: () => paint('red', 'FAILED   '),
  unchecked: () => paint('dim', 'unchecked'),
} as const;

function checkText({ check, verdict, finding, mend }: Check): string {
  return `${marks[verdict]()} ${check}: ${finding}${mend ? `\n            ${mend}` : ''}`;
}
