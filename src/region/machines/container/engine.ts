import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';
import { MachineError } from '../driver.ts';
import { findProgram } from '../host-programs.ts';

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
export async function connectEngine(environment: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  if (environment.DOCKER_HOST) {
    const docker = new Docker(); // dockerode reads DOCKER_HOST and its companions itself
    const found = await answering(docker, environment.DOCKER_HOST);
    if (found !== undefined) return found;
    throw new MachineError(
      'EngineUnavailable',
      `DOCKER_HOST names ${environment.DOCKER_HOST}, and nothing answers there. Start that engine or unset DOCKER_HOST.`,
    );
  }
  const runtime = environment.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.()}`;
  const sockets = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(environment.HOME ?? '/', '.docker/run/docker.sock'),
    '/run/podman/podman.sock',
    join(runtime, 'podman/podman.sock'),
  ];
  for (const socketPath of sockets.filter((path) => existsSync(path))) {
    const found = await answering(new Docker({ socketPath }), socketPath);
    if (found !== undefined) return found;
  }
  if (findProgram('podman') !== undefined) return servePodman();
  throw new MachineError(
    'EngineUnavailable',
    'No container engine answers, and Podman is not installed. Start Docker, or install Podman (Debian: apt-get install podman).',
  );
}

async function answering(docker: Docker, where: string, close = async () => {}): Promise<Engine | undefined> {
  try {
    const version = await docker.version();
    // Podman names itself among the components; Docker's first is "Engine".
    const podman = (version as { Components?: { Name: string }[] }).Components?.some(({ Name }) =>
      /podman/i.test(Name),
    );
    return {
      docker,
      description: `${podman ? 'Podman' : 'Docker'} ${version.Version} at ${where}`,
      networkMode: podman ? podmanNetwork() : 'default',
      close,
    };
  } catch {
    return undefined; // nobody listens there any more, or not for us
  }
}

/** Podman's own default network wants firewall rules, which many machines do not let it make. */
const podmanNetwork = () => ['slirp4netns', 'pasta'].find((program) => findProgram(program) !== undefined) ?? 'host';

/**
 * Podman has no daemon, but serves the API on a socket when asked to. A shell holds the service for as long as its
 * standard input is open, which is as long as this process lives, however it ends.
 */
const hold = `
podman system service --time=0 "$0" &
service=$!
read -r _
kill $service
(sleep 2; kill -9 $service) 2>/dev/null & # an open request would hold up its end
wait $service`;

async function servePodman(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-podman-'));
  const socketPath = join(folder, 'podman.sock');
  // A file and not a pipe: whatever the service starts inherits it and may live for longer than it is read.
  const log = openSync(join(folder, 'log'), 'a');
  const service = spawn('sh', ['-c', hold, `unix://${socketPath}`], {
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
    rmSync(folder, { recursive: true, force: true });
  };
  const docker = new Docker({ socketPath });
  for (let attempt = 0; attempt < 200; attempt++) {
    const engine = await answering(docker, 'a service of its own', close);
    if (engine !== undefined) return engine;
    await delay(50);
  }
  const complaint = readFileSync(join(folder, 'log'), 'utf8').trim() || 'no answer in 10 s';
  await close();
  throw new MachineError(
    'EngineUnavailable',
    `Podman does not serve its API: ${complaint}. Try "podman info" and mend what it says.`,
  );
}
