import { constants, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLost, commandRefused } from '../command/failures.ts';
import { type Call, commandCall, killCall } from '../command/launch.ts';
import { detachable } from '../detach.ts';
import { type MachineDriver, MachineError } from '../driver.ts';
import { findProgram, missingPrograms } from '../host-programs.ts';
import { type Accelerator, findAccelerator } from './accelerator.ts';
import { type Agent, AgentError, AgentSilent, withAgent } from './agent.ts';
import { hasImage, imageDisk, prepareImage } from './image.ts';
import { qemuProcess, qemuProgram, startQemu } from './qemu.ts';

export interface VmOptions {
  /** Gets a folder for each machine. */
  machinesDir: string;
  cacheDir: string;
}

/** Programs of the host that the driver uses -> Debian packages. */
export const vmPrograms: Readonly<Record<string, string>> = {
  [qemuProgram]: 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
  mmdebstrap: 'mmdebstrap',
  mke2fs: 'e2fsprogs',
  ...(process.getuid?.() === 0 ? {} : { fakeroot: 'fakeroot' }),
};

/** milliseconds that a machine has for its shutdown before its power is cut; emulated ones are slow */
const shutdownGrace = 90_000;

/** milliseconds between two looks at a process or a command: short for what is quick, long for what is not */
const looks = { first: 20, longest: 500 };

/** Machines that QEMU runs, each a process of its own that outlives ours. */
export function vmDriver({ machinesDir, cacheDir }: VmOptions): MachineDriver {
  const folder = (id: string) => join(machinesDir, id);
  const disk = (id: string) => join(folder(id), 'disk.qcow2');
  let accelerator: Promise<Accelerator> | undefined;
  /** The agent serves one client at a time: machine id -> end of the last request to it. */
  const requests = new Map<string, Promise<unknown>>();

  function withAgentOf<T>(id: string, use: (agent: Agent) => Promise<T>): Promise<T> {
    const request = (requests.get(id) ?? Promise.resolve()).then(() => withAgent(folder(id), use));
    requests.set(
      id,
      request.catch(() => {}),
    );
    return request;
  }

  /** undefined while the agent does not answer */
  async function ask<T>(id: string, use: (agent: Agent) => Promise<T>): Promise<T | undefined> {
    if (qemuProcess(folder(id)) === undefined) return undefined;
    return withAgentOf(id, use).catch((error) => {
      if (error instanceof AgentSilent) return undefined;
      throw error;
    });
  }

  function mustExist(id: string): void {
    if (existsSync(disk(id))) return;
    throw new MachineError('NoSuchMachine', `There is no machine ${id}. Create it first.`);
  }

  function mustRun(id: string, wanted: string): void {
    mustExist(id);
    if (qemuProcess(folder(id)) !== undefined) return;
    throw new MachineError('MachineNotRunning', `${id} is stopped and ${wanted}. Start it.`);
  }

  async function start(id: string): Promise<void> {
    mustExist(id);
    if (qemuProcess(folder(id)) !== undefined) return;
    accelerator ??= findAccelerator(findProgram(qemuProgram) ?? qemuProgram);
    const hostname = readFileSync(join(folder(id), 'hostname'), 'utf8');
    try {
      await startQemu(folder(id), hostname, await accelerator);
    } catch (error) {
      if (qemuProcess(folder(id)) !== undefined) return; // another call was quicker, and has the disk's lock
      const message = `${id} does not start: ${(error as Error).message}. See that QEMU works and has the memory.`;
      throw new MachineError('StartFailed', message, { cause: error });
    }
  }

  /** Sends a signal and waits for the end of the process, for as long as the patience lasts. */
  async function endProcess(id: string, signal: NodeJS.Signals | 0, patience: number): Promise<boolean> {
    for (let waited = 0; ; waited += looks.longest / 10) {
      const pid = qemuProcess(folder(id));
      if (pid === undefined) return true;
      if (waited === 0 && signal !== 0) process.kill(pid, signal);
      if (waited >= patience) return false;
      await delay(looks.longest / 10);
    }
  }

  async function cutPower(id: string): Promise<void> {
    if (await endProcess(id, 'SIGTERM', 5000)) return;
    await endProcess(id, 'SIGKILL', 5000);
  }

  /** A booting machine has no agent to ask, so it is asked until it answers or goes down. */
  async function shutDown(id: string): Promise<boolean> {
    for (let asked = 0; asked < shutdownGrace / 5000; asked++) {
      // Not guest-shutdown: it calls shutdown(8), which wants the message bus, and the machine has none.
      const sent = await ask(id, (agent) => agent.execute('guest-exec', { path: 'systemctl', arg: ['poweroff'] }));
      if (await endProcess(id, 0, sent === undefined ? 1000 : shutdownGrace)) return true;
      if (sent !== undefined) return false;
    }
    return false;
  }

  async function stop(id: string): Promise<void> {
    mustExist(id);
    if (!(await shutDown(id))) await cutPower(id);
  }

  /** One call of the launcher; undefined when the agent went away under it. */
  async function launch<T>(id: string, call: Call<T>): Promise<T | undefined> {
    const [path, ...args] = call.argv;
    const started = await ask(id, (agent) => agent.execute('guest-exec', { path, arg: args, 'capture-output': true }));
    if (started === undefined) return undefined;
    for (let pause = looks.first; ; pause = Math.min(pause * 1.5, looks.longest)) {
      await delay(pause);
      const status = (await ask(id, (agent) => agent.execute('guest-exec-status', started as { pid: number }))) as
        | { exited: boolean; 'out-data'?: string; 'err-data'?: string }
        | undefined;
      if (status === undefined) return undefined;
      if (!status.exited) continue;
      const [stdout, stderr] = [status['out-data'], status['err-data']].map((data) =>
        Buffer.from(data ?? '', 'base64').toString('utf8'),
      ) as [string, string];
      const result = call.read(id, { stdout, stderr });
      if (result === undefined) throw commandRefused(id, call.what, stderr);
      return result;
    }
  }

  /** Attaches again for as long as the machine runs: the agent may be upgraded by the very command. */
  async function run<T>(id: string, call: Call<T>): Promise<T> {
    mustRun(id, 'runs no commands');
    const ping = await ask(id, (agent) => agent.execute('guest-ping'));
    if (ping === undefined) {
      throw new MachineError('MachineNotReady', `${id} is booting and takes no commands yet. Wait until it is ready.`);
    }
    for (;;) {
      const result = await launch(id, call).catch((error) => {
        if (error instanceof AgentError) return undefined; // a new agent does not know the old one's processes
        throw error;
      });
      if (result !== undefined) return result;
      if (qemuProcess(folder(id)) === undefined) throw commandLost(id, call.what);
      await delay(looks.longest);
    }
  }

  return {
    kind: 'vm',

    async probe() {
      if (process.platform !== 'linux' || process.arch !== 'x64') {
        const reason = `Virtual machines need Linux on x86-64, and this is ${process.platform} on ${process.arch}; take containers.`;
        return { available: false, reason };
      }
      const missing = missingPrograms(vmPrograms);
      if (missing !== undefined) return { available: false, reason: `${missing}.` };
      accelerator ??= findAccelerator(findProgram(qemuProgram)!);
      const { name } = await accelerator;
      return { available: true, reason: `QEMU with ${name}.` };
    },

    prepareImage: (progress, signal) => prepareImage(cacheDir, progress, signal),
    hasImage: () => hasImage(cacheDir),

    async create(id, { image, hostname }) {
      if (existsSync(disk(id))) return;
      const base = imageDisk(cacheDir, image);
      if (!existsSync(base)) {
        throw new MachineError('ImageMissing', `There is no image ${image} in ${cacheDir}. Prepare the image first.`);
      }
      await mkdir(folder(id), { recursive: true });
      await writeFile(join(folder(id), 'hostname'), hostname);
      // A copy, not a layer: the cache may be emptied. Its name comes last and makes the machine exist.
      await copyFile(base, `${disk(id)}.new`, constants.COPYFILE_FICLONE);
      await rename(`${disk(id)}.new`, disk(id));
    },

    start,
    stop,

    async reboot(id) {
      mustRun(id, 'cannot be rebooted');
      await stop(id);
      await start(id);
    },

    async destroy(id) {
      if (!existsSync(folder(id))) return;
      await cutPower(id);
      await rm(folder(id), { recursive: true, force: true });
    },

    async status(id) {
      if (!existsSync(disk(id))) return 'absent';
      return qemuProcess(folder(id)) === undefined ? 'stopped' : 'running';
    },

    async ready(id) {
      return (await ask(id, (agent) => agent.execute('guest-ping'))) !== undefined;
    },

    bootId: (id) =>
      ask(id, async (agent) => {
        const handle = await agent.execute('guest-file-open', { path: '/proc/sys/kernel/random/boot_id', mode: 'r' });
        const { 'buf-b64': content } = (await agent.execute('guest-file-read', { handle })) as { 'buf-b64': string };
        await agent.execute('guest-file-close', { handle });
        return Buffer.from(content, 'base64').toString('utf8').trim();
      }),

    exec: (id, command, signal) => detachable(run(id, commandCall(command)), signal),
    kill: (id, key) => run(id, killCall(key)).then(() => {}),

    async list() {
      const names = await readdir(machinesDir).catch((error) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      return names.filter((id) => existsSync(disk(id)));
    },

    // Every request opens its own channel, and QEMU's processes are the machines.
    async close() {},
  };
}
