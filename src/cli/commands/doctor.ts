import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { styleText } from 'node:util';
import { defineCommand } from 'citty';
import { cacheDir, dataDirOf } from '../../aws/data-dir.ts';
import { runningRegion } from '../../aws/region-file.ts';
import { probeMachines } from '../../region/host.ts';

/** What was looked at. `fine` undefined: not good, but something else serves. */
interface Finding {
  fine: boolean | undefined;
  text: string;
}

/** An image and a few disks. */
const bytesWanted = 5 * 2 ** 30;

export default defineCommand({
  meta: {
    name: 'doctor',
    description: 'Check whether this machine can run a Region, and say how to mend what is not right.',
  },
  args: {
    data: { type: 'string', description: 'The data directory of the Region', valueHint: 'DIR' },
    port: { type: 'string', description: 'The port that the Region is to have', default: '4566' },
  },
  async run({ args }) {
    const dataDir = dataDirOf(args.data);
    const findings = [
      nodeFinding(),
      await folderFinding(dataDir),
      await regionFinding(dataDir, Number(args.port)),
      ...(await machineFindings(dataDir)),
    ];
    for (const { fine, text } of findings) console.log(`${mark(fine)} ${text}`);
    if (findings.some(({ fine }) => fine === false)) process.exitCode = 1;
  },
});

function mark(fine: boolean | undefined): string {
  if (fine) return styleText('green', 'ok     ', { stream: process.stdout });
  return fine === undefined ? 'missing' : styleText('red', 'FAILED ', { stream: process.stdout });
}

function nodeFinding(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return { fine: major >= 24, text: `Node ${process.versions.node} (24 or newer is needed)` };
}

async function folderFinding(dataDir: string): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const text = `${dataDir} can be written, ${(free / 2 ** 30).toFixed(1)} GiB free`;
    return free >= bytesWanted
      ? { fine: true, text }
      : { fine: false, text: `${text}: make room, ${bytesWanted / 2 ** 30} GiB are needed, or use --data elsewhere` };
  } catch (error) {
    return { fine: false, text: `${dataDir} cannot be written: ${(error as Error).message}. Give another with --data` };
  }
}

async function regionFinding(dataDir: string, port: number): Promise<Finding> {
  const region = runningRegion(dataDir);
  if (region) return { fine: true, text: `A Region runs at ${region.endpoint} (process ${region.pid})` };
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return free
    ? { fine: true, text: `The port ${port} on 127.0.0.1 is free` }
    : { fine: false, text: `The port ${port} on 127.0.0.1 is in use: give another with --port, or --port 0` };
}

/** One kind of machine is enough; simulated ones are always there. */
async function machineFindings(dataDir: string): Promise<Finding[]> {
  const kinds = await probeMachines(dataDir, cacheDir());
  const real = kinds.some(({ kind, available }) => available && kind !== 'simulated');
  return [
    ...kinds.map(
      ({ kind, available, reason }): Finding => ({ fine: available || undefined, text: `${kind}: ${reason}` }),
    ),
    real
      ? { fine: true, text: 'Real machines can be patched here' }
      : { fine: false, text: 'No real machines can be had here: install one of the engines above' },
  ];
}
