/** Whether a Region can run on this machine. */
import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { runningRegion } from '../../aws/region-file.ts';
import type { Check } from '../json/doctor.ts';

/** An image and a few disks, in bytes. */
const bytesWanted = 5 * 2 ** 30;

/** What a kind of machine says of itself. Source: region/host.ts, probeMachines. */
export interface MachineKind {
  readonly kind: string;
  readonly available: boolean;
  readonly reason: string;
  readonly hasImage?: boolean;
}

export async function machineChecks(dataDir: string, port: number, kinds: readonly MachineKind[]): Promise<Check[]> {
  return [
    nodeCheck(),
    await diskCheck(dataDir),
    await portCheck(dataDir, port),
    ...kinds.map(engineCheck),
    realCheck(kinds),
  ];
}

const about = 'machine';

function nodeCheck(): Check {
  const { node } = process.versions;
  const isNew = Number(node.split('.')[0]) >= 24;
  return {
    about,
    check: 'Node',
    verdict: isNew ? 'ok' : 'failed',
    finding: `It is ${node}; 24 or newer is needed.`,
    ...(isNew ? {} : { mend: 'Run bin/wakepatch, which takes the Node that stands in node_modules.' }),
  };
}

async function diskCheck(dataDir: string): Promise<Check> {
  const check = 'disk';
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const finding = `${dataDir} can be written, ${(free / 2 ** 30).toFixed(1)} GiB are free.`;
    if (free >= bytesWanted) return { about, check, verdict: 'ok', finding };
    const mend = `Make room, ${bytesWanted / 2 ** 30} GiB are needed, or use --data elsewhere.`;
    return { about, check, verdict: 'failed', finding, mend };
  } catch (error) {
    const finding = `${dataDir} cannot be written: ${(error as Error).message}.`;
    return { about, check, verdict: 'failed', finding, mend: 'Give another with --data.' };
  }
}

async function portCheck(dataDir: string, port: number): Promise<Check> {
  const check = 'port';
  const region = runningRegion(dataDir);
  if (region)
    return { about, check, verdict: 'ok', finding: `A Region runs at ${region.endpoint} (process ${region.pid}).` };
  const trouble = await new Promise<string | undefined>((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
  if (trouble === undefined) return { about, check, verdict: 'ok', finding: `${port} on 127.0.0.1 is free.` };
  const finding =
    trouble === 'EADDRINUSE' ? `${port} on 127.0.0.1 is in use.` : `${port} on 127.0.0.1 cannot be had (${trouble}).`;
  return { about, check, verdict: 'failed', finding, mend: 'Give another with --port, or --port 0 for a free one.' };
}

function engineCheck({ kind, available, reason, hasImage }: MachineKind): Check {
  if (!available) return { about, check: `${kind} machines`, verdict: 'missing', finding: reason };
  const image =
    hasImage === undefined
      ? ''
      : hasImage
        ? ' Their image is built.'
        : ' Their image is not built yet: the first start takes some minutes, and needs the Debian archive.';
  return { about, check: `${kind} machines`, verdict: 'ok', finding: `${reason}${image}` };
}

/** One kind is enough; simulated ones are always there. */
function realCheck(kinds: readonly MachineKind[]): Check {
  const real = kinds.some(({ kind, available }) => available && kind !== 'simulated');
  const check = 'real machines';
  if (real) return { about, check, verdict: 'ok', finding: 'They can be patched here.' };
  const finding = 'None can be had here, only simulated ones.';
  return { about, check, verdict: 'failed', finding, mend: 'Install one of the engines above.' };
}
