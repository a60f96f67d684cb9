/**
 * What a machine itself can tell of what was run on it. Nothing here comes from the Region's records.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectEngine } from '../../src/region/machines/container/engine.ts';
import type { Disk } from '../../src/region/machines/simulated/disk.ts';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';

export interface Evidence {
  isRunning(): Promise<boolean>;
  /** Whether packages are being installed on it right now. */
  installing(): Promise<boolean>;
  /** The ids of the commands under which the machine has installed packages, one entry each time. */
  installations(): Promise<string[]>;
  close(): Promise<void>;
}

/** The name by which the Region has a machine run a step of a command: `<command id>.<step>.install.<attempt>`. */
const installation = /^([0-9a-f-]{36})\.\d+\.install\.\d+$/;

/** Where a machine keeps what each command came to: a folder a command, named by its key. */
const commandsFolder = '/var/lib/wakepatch/commands';

const commandIds = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => {
    const [, commandId] = installation.exec(key) ?? [];
    return commandId ? [commandId] : [];
  });

/** A container, looked into with the engine's own means. @param instanceId names it */
export async function containerEvidence(instanceId: string): Promise<Evidence> {
  const { docker, close } = await connectEngine();
  const [found] = await docker.listContainers({ all: true, filters: { name: [instanceId] } });
  if (!found) throw new Error(`The engine has no container of ${instanceId}`);
  const container = docker.getContainer(found.Id);

  /** The files of a folder, read from the disk, also while the machine is down. @returns path -> content */
  async function files(path: string): Promise<Map<string, string>> {
    const archive = await container.getArchive({ path });
    const chunks: Buffer[] = [];
    for await (const chunk of archive) chunks.push(Buffer.from(chunk));
    return untar(Buffer.concat(chunks));
  }

  return {
    isRunning: async () => (await container.inspect()).State.Running,
    async installing() {
      const commands = await files(commandsFolder).catch((error) => {
        if (error.statusCode === 404) return new Map<string, string>();
        throw error;
      });
      return [...commands].some(
        ([path, content]) =>
          /\.install\.\d+\/stdout$/.test(path) && /^Unpacking /m.test(content) && !/^Setting up /m.test(content),
      );
    },
    async installations() {
      const commands = await files(commandsFolder);
      const keys = new Set([...commands.keys()].map((path) => path.split('/')[1] ?? ''));
      const history = (await files('/var/log/apt')).get('apt/history.log') ?? '';
      const times = history.match(/^Commandline: apt-get .* install /gm)?.length ?? 0;
      const ids = commandIds([...keys]);
      // apt's own log knows no ids, but how often: it has the last word.
      if (times !== ids.length) throw new Error(`apt was told to install ${times} times, by the commands ${ids}`);
      return ids;
    },
    close,
  };
}

/** A simulated machine, whose disk is a file. */
export async function simulatedEvidence(instanceId: string, dataDir: string): Promise<Evidence> {
  const disk = (): Disk | undefined => {
    const disks = diskFiles(join(dataDir, 'machines', 'simulated'));
    try {
      return disks.read(instanceId);
    } finally {
      disks.close();
    }
  };
  const commands = () => Object.entries(disk()?.commands ?? {});
  return {
    isRunning: async () => disk()?.status === 'running',
    installing: async () => commands().some(([key, { state }]) => installation.test(key) && state === 'running'),
    installations: async () => commandIds(commands().map(([key]) => key)),
    close: async () => {},
  };
}

/** The regular files of a tar archive (POSIX ustar: a header of 512 bytes, then the content in blocks of 512). */
export function untar(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const text = (from: number, to: number) => archive.toString('utf8', from, to).split('\0')[0] ?? '';
  for (let at = 0; at < archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, at + 136), 8);
    const name = text(at, at + 100)
      .replace(/^\.\//, '')
      .replace(/\/$/, '');
    files.set(name, archive.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** The processes of this machine that have to do with a folder, by their command lines and environments. */
export async function processesOf(dataDir: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['eww', '-eo', 'pid,args'], { maxBuffer: 64 * 2 ** 20 });
  return stdout.split('\n').filter((line) => line.includes(dataDir) && !/\bps eww\b/.test(line));
}
