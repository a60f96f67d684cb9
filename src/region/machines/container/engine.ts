import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';
import { MachineError } from '../driver.ts';
import { findProgram } from '../host-programs.ts';

/** Programs of the host for where no engine runs -> Debian packages. */
export const podmanPrograms = { podman: 'podman', runc: 'runc', slirp4netns: 'slirp4netns' };

/** An engine that answers the Docker Engine API. */
export interface Engine {
  docker: Docker;
  /** For people: which engine, in which version, and where. */
  description: string;
  /** HostConfig.NetworkMode for machines, with which they reach what this machine reaches. */
  networkMode: string;
  /** Ends what was started to reach it. */
  close(): Promise<void>;
}

/**
 * Finds the engine as the docker command does: what DOCKER_HOST names and nothing else, or else the first socket that
 * answers; if there is none, Podman is asked to serve one for as long as we need it.
 * @throws MachineError EngineUnavailable
 */
export async function connectEngine(): Promise<Engine> {
  const { DOCKER_HOST, HOME = '/', XDG_RUNTIME_DIR = `/run/user/${process.getuid?.()}` } = process.env;
  if (DOCKER_HOST) {
    const docker = new Docker(); // dockerode reads DOCKER_HOST and its companions itself
    return engine(docker, DOCKER_HOST).catch((error) => {
      throw new MachineError(
        'EngineUnavailable',
        `DOCKER_HOST names ${DOCKER_HOST}, where no engine answers: ${error.message}. Start that engine or unset DOCKER_HOST.`,
        { cause: error },
      );
    });
  }
  const sockets = [
    '/var/run/docker.sock',
    join(XDG_RUNTIME_DIR, 'docker.sock'),
    join(HOME, '.docker/run/docker.sock'),
    '/run/podman/podman.sock',
    join(XDG_RUNTIME_DIR, 'podman/podman.sock'),
  ];
  const complaints: string[] = [];
  for (const socketPath of sockets.filter((path) => existsSync(path))) {
    try {
      return await engine(new Docker({ socketPath }), socketPath);
    } catch (error) {
      complaints.push((error as Error).message);
    }
  }
  if (findProgram('podman') !== undefined) return servePodman();
  const tried = complaints.length === 0 ? '' : ` (${complaints.join(', ')})`;
  throw new MachineError(
    'EngineUnavailable',
    `No container engine answers${tried}, and Podman is not installed. Start Docker, or install Podman (Debian: apt-get install ${Object.values(podmanPrograms).join(' ')}).`,
  );
}

/** @throws Error when nobody listens there, or not for us */
async function engine(docker: Docker, where: string, close = async () => {}): Promise<Engine> {
  const version = await docker.version();
  // Podman names itself among the components; Docker's first is "Engine".
  const podman = (version as { Components?: { Name: string }[] }).Components?.some(({ Name }) => /podman/i.test(Name));
  return {
    docker,
    description: `${podman ? 'Podman' : 'Docker'} ${version.Version} at ${where}`,
    networkMode: podman ? podmanNetwork() : 'default',
    close,
  };
}

/** Podman's own default network wants firewall rules, which many machines do not let it make. */
const podmanNetwork = () => ['slirp4netns', 'pasta'].find((program) => findProgram(program) !== undefined) ?? 'host';

/**
 * Podman has no daemon, but serves the API on a socket when asked to. A shell holds the service for as long as its
 * standard input is open, which is as long as this process lives, however it ends.
 */
const hold = `
podman system service --time=0 "unix://$0/podman.sock" &
service=$!
read -r _
kill $service
(sleep 2; kill -9 $service) 2>/dev/null & # an open request would hold up its end
wait $service
rm -rf "$0"`;

async function servePodman(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-podman-'));
  const socketPath = join(folder, 'podman.sock');
  // A file and not a pipe: whatever the service starts inherits it and may live for longer than it is read.
  const log = openSync(join(folder, 'log'), 'a');
  const service = spawn('sh', ['-c', hold, folder], {
    detached: true, // not in our process group: Ctrl-C is for us
    stdio: ['pipe', 'ignore', log],
  });
  const ended = once(service, 'exit');
  service.unref();
  const held = service.stdin as Socket;
  held.unref();

  const close = async () => {
    service.ref();
    held.end();
    await ended;
    closeSync(log);
  };
  const docker = new Docker({ socketPath });
  let last: unknown;
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return await engine(docker, 'a service of its own', close);
    } catch (error) {
      last = error; // not yet there
    }
    await delay(50);
  }
  const complaint = readFileSync(join(folder, 'log'), 'utf8').trim() || (last as Error).message;
  await close();
  throw new MachineError(
    'EngineUnavailable',
    `Podman does not serve its API: ${complaint}. Try "podman info" and mend what it says.`,
  );
}
