import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { commandLost, commandRefused } from '../command/failures.ts';
import { type Call, commandCall, killCall } from '../command/launch.ts';
import { detachable } from '../detach.ts';
import { type MachineDriver, MachineError } from '../driver.ts';
import { connectEngine, type Engine, podmanPrograms } from './engine.ts';
import { hasImage, prepareImage } from './image.ts';

export interface ContainerOptions {
  cacheDir: string;
  namespace: string;
}

/** Programs of the host with which the driver makes do where no engine runs and no image can be pulled -> Debian packages. */
export const containerPrograms: Readonly<Record<string, string>> = { ...podmanPrograms, mmdebstrap: 'mmdebstrap' };

const init = readFileSync(new URL('./init.sh', import.meta.url), 'utf8');

const namespaceLabel = 'wakepatch.namespace';
const idLabel = 'wakepatch.id';

/** seconds that a machine has for its shutdown before it is killed */
const shutdownGrace = 15;

/** How often to attach to a command before its machine is thought unable to run any. */
const attempts = 5;

/** Few open files, as apt and dpkg close every possible one before they start a program. Both limits are ones that an engine without privileges can set. */
const limits = [
  { Name: 'nofile', Soft: 1024, Hard: 4096 },
  { Name: 'nproc', Soft: 4096, Hard: 4096 },
];

/** Machines that are containers of an engine with the Docker Engine API. */
export function containerDriver({ cacheDir, namespace }: ContainerOptions): MachineDriver {
  let connection: Promise<Engine> | undefined;
  let closed = false;
  async function engine(): Promise<Engine> {
    // What still waits for a command when the driver is closed must not open it again.
    if (closed) throw new MachineError('EngineUnavailable', 'The driver is closed with its Region. Start it again.');
    connection ??= connectEngine().catch((error) => {
      connection = undefined; // it may be there the next time
      throw error;
    });
    return connection;
  }
  const snapshotRepository = `localhost/wakepatch-${namespace}-snapshot`;
  const snapshotImage = (name: string) => `${snapshotRepository}:${name}`;
  const container = async (id: string) => (await engine()).docker.getContainer(`wakepatch-${namespace}-${id}`);

  async function state(id: string): Promise<Docker.ContainerInspectInfo['State'] | undefined> {
    try {
      return (await (await container(id)).inspect()).State;
    } catch (error) {
      if (statusCode(error) === 404) return undefined;
      throw error;
    }
  }

  async function runningState(id: string, wanted: string) {
    const found = await state(id);
    if (found === undefined) throw noSuchMachine(id);
    if (!found.Running) {
      throw new MachineError('MachineNotRunning', `${id} is stopped and ${wanted}. Start it.`);
    }
    return found;
  }

  async function start(id: string): Promise<void> {
    try {
      await (await container(id)).start();
    } catch (error) {
      if (statusCode(error) === 304) return;
      if (statusCode(error) === 404) throw noSuchMachine(id);
      if (error instanceof MachineError) throw error;
      const message = `${id} does not start: ${(error as Error).message}. See what the engine's log says.`;
      throw new MachineError('StartFailed', message, { cause: error });
    }
  }

  async function stop(id: string): Promise<void> {
    try {
      await (await container(id)).stop({ t: shutdownGrace });
    } catch (error) {
      if (statusCode(error) === 304) return;
      throw statusCode(error) === 404 ? noSuchMachine(id) : error;
    }
  }

  /** One call of the launcher; undefined when it was cut off. */
  async function launch<T>(id: string, call: Call<T>): Promise<T | undefined> {
    const process = await (await container(id)).exec({
      Cmd: [...call.argv],
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await process.start({});
    const outputs = { stdout: new PassThrough(), stderr: new PassThrough() };
    process.modem.demuxStream(stream, outputs.stdout, outputs.stderr);
    const texts = Promise.all([text(outputs.stdout), text(outputs.stderr)]);
    await finished(stream, { writable: false }).catch(() => {}); // cut off: the first line tells
    outputs.stdout.end();
    outputs.stderr.end();
    const [stdout, stderr] = await texts;
    return call.read(id, { stdout, stderr });
  }

  /** Attaches again as long as the machine runs: it may have been the engine that went away under the call. */
  async function run<T>(id: string, call: Call<T>): Promise<T> {
    const boot = (await runningState(id, 'runs no commands')).StartedAt;
    for (let attempt = 1; ; attempt++) {
      const result = await launch(id, call).catch(async (error) => {
        if (error instanceof MachineError) throw error;
        if ((await state(id))?.StartedAt === boot) throw error;
        return undefined;
      });
      if (result !== undefined) return result;
      const now = await state(id);
      if (now?.StartedAt !== boot || !now.Running) throw commandLost(id, call.what);
      if (attempt === attempts) throw commandRefused(id, call.what, '');
      await delay(200);
    }
  }

  return {
    kind: 'container',

    async probe() {
      try {
        const { description } = await engine();
        return { available: true, reason: `${description}.` };
      } catch (error) {
        return { available: false, reason: (error as Error).message };
      }
    },

    async prepareImage(progress, signal) {
      return prepareImage((await engine()).docker, cacheDir, progress, signal);
    },

    hasImage: async () => hasImage((await engine()).docker),

    async create(id, { image, hostname }) {
      const { docker, networkMode } = await engine();
      if ((await state(id)) !== undefined) return;
      try {
        await docker.createContainer({
          name: `wakepatch-${namespace}-${id}`,
          Image: image,
          Hostname: hostname,
          Entrypoint: ['sh', '-c', init],
          Labels: { [namespaceLabel]: namespace, [idLabel]: id },
          HostConfig: { NetworkMode: networkMode, Tmpfs: { '/run': 'exec' }, Ulimits: limits },
        });
      } catch (error) {
        if (statusCode(error) === 404) {
          throw new MachineError('ImageMissing', `The engine has no image ${image}. Prepare the image first.`);
        }
        throw error;
      }
    },

    start,
    stop,

    async reboot(id) {
      await runningState(id, 'cannot be rebooted');
      await stop(id);
      await start(id);
    },

    async destroy(id) {
      try {
        await (await container(id)).remove({ force: true, v: true });
      } catch (error) {
        if (statusCode(error) !== 404) throw error;
      }
    },

    async status(id) {
      const found = await state(id);
      if (found === undefined) return 'absent';
      return found.Running ? 'running' : 'stopped';
    },

    async ready(id) {
      return (await state(id))?.Running ?? false;
    },

    async bootId(id) {
      const found = await state(id);
      return found?.Running ? found.StartedAt : undefined;
    },

    exec: (id, command, signal) => detachable(run(id, commandCall(command)), signal),
    kill: (id, key) => run(id, killCall(key)).then(() => {}),

    async snapshot(id, name) {
      const { docker } = await engine();
      const image = snapshotImage(name);
      if ((await found(docker.getImage(image).inspect())) !== undefined) return image;
      try {
        await (await container(id)).commit({ repo: snapshotRepository, tag: name, pause: true });
      } catch (error) {
        throw statusCode(error) === 404 ? noSuchMachine(id) : error;
      }
      return image;
    },

    async removeSnapshot(name) {
      const { docker } = await engine();
      await found(docker.getImage(snapshotImage(name)).remove());
    },

    async snapshots() {
      const { docker } = await engine();
      const images = await docker.listImages();
      const tags = images.flatMap(({ RepoTags }) => RepoTags ?? []);
      return tags.filter((tag) => tag.startsWith(`${snapshotRepository}:`)).map((tag) => tag.split(':').at(-1)!);
    },

    async list() {
      const { docker } = await engine();
      const filters = { label: [`${namespaceLabel}=${namespace}`] };
      const found = await docker.listContainers({ all: true, filters });
      return found.map(({ Labels }) => Labels[idLabel]!);
    },

    async close() {
      closed = true;
      const connected = await connection?.catch(() => undefined);
      await connected?.close();
    },
  };
}

const noSuchMachine = (id: string) => new MachineError('NoSuchMachine', `There is no machine ${id}. Create it first.`);

const statusCode = (error: unknown) => (error as { statusCode?: number }).statusCode;

/** What is asked for, or undefined where there is none. */
async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (statusCode(error) === 404) return undefined;
    throw error;
  }
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
