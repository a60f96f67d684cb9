/** A Region in a process of its own, as `wakepatch up --foreground` serves it, and clients that find it as people's do. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Clients, clientsOf } from '../region.ts';
import { type Process, run, wakepatch } from './process.ts';

export interface RegionProcess extends Process {
  readonly endpoint: string;
  /** with the credentials that stand beside its data */
  readonly clients: Clients;
  /** Tells it to end, and waits for it. @returns its exit code */
  stop(): Promise<number | NodeJS.Signals>;
  /** As a power cut does. */
  kill(): Promise<void>;
}

/** Instances are `simulated` unless the test is about real ones. */
export type Kind = 'container' | 'vm' | 'simulated';

export interface RegionProcessOptions {
  readonly dataDir: string;
  readonly machines?: Kind;
  /** default: a free one */
  readonly port?: string;
  /** further options of `up` */
  readonly args?: readonly string[];
}

/** @throws Error with what it said, when it does not come up */
export async function startRegion(
  test: Pick<TestContext, 'after'>,
  { dataDir, machines = 'simulated', port = '0', args = [] }: RegionProcessOptions,
): Promise<RegionProcess> {
  const options = ['--port', port, '--data', dataDir, '--machines', machines];
  const region = wakepatch(test, ['up', '--foreground', ...options, ...args]);
  await Promise.race([region.said(/^http:/), region.ended]);
  const endpoint = await region.said(/^http:/);
  return {
    ...region,
    endpoint,
    clients: clientsOf(endpoint, await credentialsIn(dataDir)),
    stop() {
      region.child.kill('SIGTERM');
      return region.ended;
    },
    async kill() {
      region.child.kill('SIGKILL');
      await region.ended;
    },
  };
}

/** The root credentials, read from the file as the AWS CLI reads it. */
export async function credentialsIn(dataDir: string) {
  const text = await readFile(join(dataDir, 'credentials'), 'utf8');
  const value = (name: string) => new RegExp(`^${name} = (\\S+)$`, 'm').exec(text)?.[1] ?? '';
  return { accessKeyId: value('aws_access_key_id'), secretAccessKey: value('aws_secret_access_key') };
}

/** An empty folder that is gone when the test is over, and before it the real machines of the Regions that had it. */
export async function dataDirectory(test: Pick<TestContext, 'after'>, machines: Kind = 'simulated'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wakepatch-e2e-'));
  test.after(async () => {
    if (machines !== 'simulated') await run({ after() {} }, ['reset', '--data', folder, '--yes']);
    // A Region that is being ended may still write.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return folder;
}
