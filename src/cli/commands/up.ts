import { join } from 'node:path';
import { DateTime } from 'luxon';
import { cacheDir, dataDirOf } from '../../aws/data-dir.ts';
import { type RegionFile, removeRegionFile, runningRegion, writeRegionFile } from '../../aws/region-file.ts';
import { Failure } from '../../operator/failure.ts';
import { openHost } from '../../region/host.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { handOver } from '../hand-over.ts';
import { upOutput } from '../json/region.ts';
import { portOf } from '../numbers.ts';
import { printJson } from '../print.ts';
import { regionPages } from '../region-console.ts';
import { logFile, startInBackground } from '../region-process.ts';

const kinds = ['container', 'vm', 'simulated'] as const;
const times = ['real', 'simulated'] as const;

export default defineCommand({
  meta: {
    name: 'up',
    description: 'Start a Region on this machine: an AWS endpoint with real Linux machines behind EC2.',
  },
  args: {
    foreground: {
      type: 'boolean',
      description: 'Serve until told to stop; the first line is the endpoint alone',
      default: false,
    },
    port: {
      type: 'string',
      description: 'The port on 127.0.0.1; 0 takes a free one',
      default: '4566',
      valueHint: 'PORT',
    },
    data: { type: 'string', description: 'Where the Region keeps all that it remembers', valueHint: 'DIR' },
    machines: { type: 'enum', options: [...kinds], description: 'What its instances are; default: the best there is' },
    time: { type: 'enum', options: [...times], description: 'Its clock; default: real, or what it was before' },
    seed: {
      type: 'string',
      description: 'With simulated time: the same seed and the same requests give the same histories, ids included',
      valueHint: 'TEXT',
    },
    until: {
      type: 'string',
      description: 'With simulated time: let it run that far by itself; default: a day ahead of the last request',
      valueHint: 'TIME',
    },
    account: { type: 'string', description: 'The account id, twelve digits', default: '123456789012', valueHint: 'ID' },
    region: {
      type: 'string',
      description: 'The name of the AWS Region that it is',
      default: 'us-east-1',
      valueHint: 'NAME',
    },
    credentials: {
      type: 'string',
      description: 'The root credentials; default: made at the first start',
      valueHint: 'KEY:SECRET',
    },
    ...jsonArgument,
  },
  examples: [
    { line: 'wakepatch up', does: 'In the background, on port 4566, with the best machines there are.' },
    { line: 'wakepatch up --machines simulated --port 0', does: 'Machines that are there at once, and a free port.' },
    {
      line: 'wakepatch up --machines simulated --time simulated --seed holidays --until 2026-12-31',
      does: 'Months of windows in seconds, and the same each time.',
    },
    { line: 'wakepatch up --foreground', does: 'Until Ctrl-C, for a supervisor such as systemd.' },
  ],
  json: { form: 'document', shape: upOutput },
  async run({ args }) {
    const dataDir = dataDirOf(args.data);
    const options = {
      dataDir,
      port: portOf('--port', args.port),
      account: accountOf(args.account),
      region: args.region,
      machines: oneOf('machines', kinds, args.machines),
      time: oneOf('time', times, args.time),
      seed: args.seed,
      until: timeOf(args.until),
      credentials: credentialsOf(args.credentials),
    };
    if (args.foreground && args.json)
      throw new Failure('--foreground prints the endpoint alone, and --json all. Give one.', 'usage');
    if (args.foreground) return serve(options);
    const running = runningRegion(dataDir);
    if (running) {
      if (args.json) return printJson(outputOf(running, dataDir, true));
      console.error(`A Region runs on ${dataDir} already.`);
      return handOver(running, dataDir);
    }
    await startInBackground(dataDir, [
      ...['--port', args.port, '--account', args.account, '--region', args.region],
      ...(args.time ? ['--time', args.time] : []),
      ...(args.seed === undefined ? [] : ['--seed', args.seed]),
      ...(args.until === undefined ? [] : ['--until', args.until]),
      ...(args.machines ? ['--machines', args.machines] : []),
      ...(args.credentials ? ['--credentials', args.credentials] : []),
    ]);
    const started = runningRegion(dataDir);
    if (!started) throw new Failure(`The Region has ended at once. Its last words are in ${logFile(dataDir)}.`);
    if (args.json) return printJson(outputOf(started, dataDir, false));
    handOver(started, dataDir);
  },
});

function outputOf({ endpoint, region, account, machines, pid }: RegionFile, data: string, wasRunning: boolean) {
  return { endpoint, region, account, machines, pid, data, credentials: join(data, 'credentials'), wasRunning };
}

async function serve(options: Omit<Parameters<typeof openHost>[0], 'cacheDir' | 'log' | 'pages'>): Promise<void> {
  const { dataDir, region, account } = options;
  const host = await openHost({
    ...options,
    cacheDir: cacheDir(),
    pages: regionPages(dataDir),
    log: (line) => console.error(line),
  });
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await host.close();
    removeRegionFile(dataDir);
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
  writeRegionFile(dataDir, { pid: process.pid, endpoint: host.endpoint, region, account, machines: host.machines });
  // Last, because whoever reads it may tell this process to stop at once.
  console.log(host.endpoint);
}

function accountOf(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new Failure(`--account ${text} is no account id. Give twelve digits.`, 'usage');
  return text;
}

/** @returns milliseconds since epoch */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = DateTime.fromISO(text, { zone: 'utc' });
  if (time.isValid) return time.toMillis();
  throw new Failure(
    `--until ${text} is no time. Give a day or an instant, such as 2026-12-31 or 2026-12-31T12:00:00Z.`,
    'usage',
  );
}

function oneOf<T extends string>(name: string, options: readonly T[], value: string | undefined): T | undefined {
  if (value === undefined || options.includes(value as T)) return value as T | undefined;
  throw new Failure(`--${name} ${value} is not known. Choose one of ${options.join(', ')}.`, 'usage');
}

function credentialsOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const [, accessKeyId, secretAccessKey] = /^([\w]{16,128}):(\S{8,})$/.exec(text) ?? [];
  if (!accessKeyId || !secretAccessKey)
    throw new Failure(
      '--credentials must be KEY:SECRET, the key 16 or more letters and digits, the secret 8 or more characters.',
      'usage',
    );
  return { accessKeyId, secretAccessKey };
}
