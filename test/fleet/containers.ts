/** A fleet of containers in real time, with the fleet stack deployed as `wakepatch deploy --fleet` does. */
import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from '../../src/aws/data-dir.ts';
import type { Line, Totals } from '../../src/maintenance/rules/totals.ts';
import { containerDriver } from '../../src/region/machines/container/driver.ts';
import { connectEngine } from '../../src/region/machines/container/engine.ts';
import type { MachineStatus } from '../../src/region/machines/driver.ts';
import { makeProfile } from '../e2e/instances.ts';
import { untar } from '../e2e/machine-evidence.ts';
import { type Patience, until } from '../e2e/until.ts';
import { type Clients, openTestRegion } from '../region.ts';
import { deployFleet, type FleetOutputs, launchTagged } from './fleet.ts';

/** One machine, and what a test may do with it behind the Region's back. */
export interface Machine {
  readonly id: string;
  /** Runs a shell script on it, which must succeed. Waits until the machine runs. @returns what it printed */
  run(name: string, script: string): Promise<string>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  status(): Promise<MachineStatus>;
  /** The version of a package by the files of dpkg, also while the machine is down; undefined while it is not whole. */
  installed(name: string): Promise<string | undefined>;
}

export interface ContainerFleet {
  readonly clients: Clients;
  readonly outputs: FleetOutputs;
  /** Launches instances by which nothing has happened yet. They are running, and the stack selects them. */
  launch(count: number): Promise<Machine[]>;
  /** the names of the copies of disks that there are */
  snapshots(): Promise<string[]>;
  /** Everything that was mailed, in order. */
  mails(): Promise<string[]>;
  /** What a run has left in the evidence bucket. @param name of its execution @param key e.g. `report.json` */
  evidence<T = string>(name: string, key: string): Promise<T>;
  close(): Promise<void>;
}

/** A run's report, as far as it is looked at here. */
export interface Report {
  readonly totals: Totals;
  readonly instances: readonly Line[];
}

/** Real machines take their time, the more so where others want the processors too. */
export const patience: Patience = { pause: 250, longest: 900_000 };

export async function openContainers(parameters: Readonly<Record<string, string>>): Promise<ContainerFleet> {
  const namespace = `fleet-${randomBytes(3).toString('hex')}`;
  const open = () => containerDriver({ cacheDir: cacheDir(), namespace });
  const machines = open();
  const { docker, close: closeEngine } = await connectEngine();
  const region = await openTestRegion({ time: 'real', machines });
  const { clients } = region;

  async function close(): Promise<void> {
    try {
      await region.close();
    } finally {
      // With a driver of its own, as the Region's is closed: also where the Region itself did not come to its end.
      const left = open();
      await Promise.all((await left.list()).map((id) => left.destroy(id)));
      for (const name of await left.snapshots!()) await left.removeSnapshot!(name);
      await left.close();
      await closeEngine();
    }
  }

  function machine(id: string): Machine {
    const container = docker.getContainer(`wakepatch-${namespace}-${id}`);
    return {
      id,
      async run(name, script) {
        await until(`${id} runs`, () => machines.ready(id), Boolean, patience);
        const result = await machines.exec(id, {
          key: `test-${name}`,
          argv: ['sh', '-c', script],
          timeoutSeconds: 900,
        });
        if (result.exitCode !== 0) throw new Error(`${id}: ${name} ended with ${result.exitCode}: ${result.stderr}`);
        return result.stdout.trim();
      },
      async kill() {
        await container.kill();
      },
      status: () => machines.status(id),
      async installed(name) {
        const chunks: Buffer[] = [];
        for await (const chunk of await container.getArchive({ path: '/var/lib/dpkg/status' }))
          chunks.push(Buffer.from(chunk));
        const status = untar(Buffer.concat(chunks)).get('status') ?? '';
        const paragraph = status.split('\n\n').find((each) => each.startsWith(`Package: ${name}\n`)) ?? '';
        return /^Status: install ok installed$/m.test(paragraph) ? /^Version: (.*)$/m.exec(paragraph)?.[1] : undefined;
      },
    };
  }

  try {
    await makeProfile(clients);
    const outputs = await deployFleet(clients, parameters);
    return {
      clients,
      outputs,
      launch: async (count) => (await launchTagged(clients, count)).map(machine),
      snapshots: () => machines.snapshots!(),
      async mails() {
        const files = globSync('mail/*.eml', { cwd: region.dataDir });
        return Promise.all(files.sort().map((file) => readFile(join(region.dataDir, file), 'utf8')));
      },
      async evidence(name, key) {
        const { Contents = [] } = await clients.s3.listObjectsV2({ Bucket: outputs.EvidenceBucketName });
        const Key = Contents.map((each) => each.Key!).find((each) => each.endsWith(`/${name}/${key}`));
        const { Body } = await clients.s3.getObject({ Bucket: outputs.EvidenceBucketName, Key });
        const text = await Body!.transformToString();
        return key.endsWith('.json') ? JSON.parse(text) : text;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
