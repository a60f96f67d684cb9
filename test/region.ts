/**
 * A Region for tests, on a free port and a data directory of its own, with a client of every service.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { ResourceGroups } from '@aws-sdk/client-resource-groups';
import { S3 } from '@aws-sdk/client-s3';
import { SFN } from '@aws-sdk/client-sfn';
import { SNS } from '@aws-sdk/client-sns';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import { cacheDir } from '../src/aws/data-dir.ts';
import { realClock } from '../src/region/clock/real.ts';
import { simulatedClock } from '../src/region/clock/simulated.ts';
import type { Behaviour } from '../src/region/machines/simulated/behaviour.ts';
import { diskFiles } from '../src/region/machines/simulated/disk-log.ts';
import { type SimulatedDriver, simulatedDriver } from '../src/region/machines/simulated/driver.ts';
import { openRegion, type Region, type RegionOptions } from '../src/region/region.ts';
import { servicePrincipal } from '../src/region/service.ts';

export interface TestRegionOptions extends Partial<Pick<RegionOptions, 'services' | 'dataDir' | 'machines' | 'seed'>> {
  /** default: simulated */
  time?: 'real' | 'simulated';
  /** when simulated time begins, in milliseconds since epoch; default: 2026-01-01T00:00:00Z */
  from?: number;
  log?: (line: string) => void;
}

export const testAccount = '123456789012';
export const testStart = Date.UTC(2026, 0, 1);

export type Clients = ReturnType<typeof clientsOf>;

export interface TestRegion {
  readonly region: Region;
  readonly endpoint: string;
  readonly clients: Clients;
  readonly dataDir: string;
  /** what the Region told its operator */
  readonly lines: string[];
  /** Makes the machine of an instance behave otherwise than it should: see `Behaviour`. */
  simulate(instanceId: string, behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function openTestRegion(options: TestRegionOptions = {}): Promise<TestRegion> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'wakepatch-test-')));
  const clock = options.time === 'real' ? realClock() : simulatedClock(options.from ?? testStart);
  const machines =
    options.machines ??
    simulatedDriver({ disks: diskFiles(join(dataDir, 'machines')), sleep: clock.sleep, now: clock.now });
  const lines: string[] = [];
  const log = options.log ?? ((line: string) => lines.push(line));
  const region = await openRegion({
    dataDir,
    cacheDir: cacheDir(),
    port: 0,
    account: testAccount,
    region: 'us-east-1',
    machines,
    clock,
    seed: options.seed,
    services: options.services,
    log,
  });
  const clients = clientsOf(region.endpoint, region.credentials);
  return {
    region,
    endpoint: region.endpoint,
    clients,
    dataDir,
    lines,
    simulate(instanceId, behaviour) {
      if (!('simulate' in machines)) throw new TypeError('these machines are not simulated ones');
      (machines as SimulatedDriver).simulate(instanceId, behaviour);
    },
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await region.close();
      await machines.close();
      if (!options.dataDir) await rm(dataDir, { recursive: true, maxRetries: 10 });
    },
  };
}

/** Makes an instance a member of an Auto Scaling group, as its tag shows. Only AWS itself can give tags of `aws:`. */
export function joinAutoScalingGroup({ outside }: Region, instanceId: string, name: string): void {
  outside.transaction(servicePrincipal('ec2.amazonaws.com'), (context) =>
    context.call('ec2', 'CreateTags', {
      Resources: [instanceId],
      Tags: [{ Key: 'aws:autoscaling:groupName', Value: name }],
    }),
  );
}

/** One client of every service, for one set of credentials. */
export function clientsOf(endpoint: string, credentials: Region['credentials'] & { sessionToken?: string }) {
  const configuration = { endpoint, credentials, region: 'us-east-1', maxAttempts: 1 };
  return {
    cloudformation: new CloudFormation(configuration),
    ec2: new EC2(configuration),
    events: new EventBridge(configuration),
    iam: new IAM(configuration),
    lambda: new Lambda(configuration),
    logs: new CloudWatchLogs(configuration),
    resourceGroups: new ResourceGroups(configuration),
    s3: new S3({ ...configuration, forcePathStyle: true }),
    sns: new SNS(configuration),
    ssm: new SSM(configuration),
    states: new SFN(configuration),
    sts: new STS(configuration),
  };
}
