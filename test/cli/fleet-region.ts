/** A Region of simulated, quick machines in real time, for commands that are processes of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { realClock } from '../../src/region/clock/real.ts';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { services } from '../../src/region/services/index.ts';
import { makeProfile, reaches } from '../e2e/instances.ts';
import { type Ended, run } from '../e2e/process.ts';
import { openTestRegion, type TestRegion } from '../region.ts';
import { lenientSts } from '../roles.ts';

/** milliseconds */
const quick = { boot: 300, shutdown: 100, fetchLists: 100, installPackage: 20 };

export interface FleetRegion {
  readonly region: TestRegion;
  /** by which commands find it */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs `wakepatch` with these arguments to its end. */
  command(...args: string[]): Promise<Ended>;
  /** An instance that sleeps, as a dormant one does, with the tag PatchWhen=asleep. */
  asleep(name: string, tags?: Readonly<Record<string, string>>): Promise<string>;
}

/** It is closed when the test is over. */
export async function openFleetRegion(test: Pick<TestContext, 'after'>): Promise<FleetRegion> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-fleet-'));
  const clock = realClock();
  const machines = simulatedDriver({
    disks: diskFiles(join(dataDir, 'machines')),
    sleep: clock.sleep,
    now: clock.now,
    durations: quick,
  });
  const region = await openTestRegion({
    time: 'real',
    machines,
    dataDir,
    services: services.map((service) => (service.name === 'sts' ? lenientSts : service)),
  });
  const { clients } = region;
  test.after(async () => {
    await region.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  });
  const { accessKeyId, secretAccessKey } = region.region.credentials;
  const environment = {
    AWS_ENDPOINT_URL: region.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
  };
  await makeProfile(clients);
  const { Parameter } = await clients.ssm.getParameter({ Name: '/aws/service/debian/release/12/latest/amd64' });
  return {
    region,
    environment,
    command: (...args) => run(test, args, { environment }),
    async asleep(name, tags = {}) {
      const all = { Name: name, PatchWhen: 'asleep', ...tags };
      const { Instances } = await clients.ec2.runInstances({
        ImageId: Parameter!.Value!,
        InstanceType: 't3.micro',
        IamInstanceProfile: { Name: 'Managed' },
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [
          { ResourceType: 'instance', Tags: Object.entries(all).map(([Key, Value]) => ({ Key, Value })) },
        ],
      });
      const id = Instances![0]!.InstanceId!;
      await reaches(clients, id, 'running');
      await clients.ec2.stopInstances({ InstanceIds: [id] });
      await reaches(clients, id, 'stopped');
      return id;
    },
  };
}
