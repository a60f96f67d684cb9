/** Two machines that sleep in a Region, and a terminal in which people type what a page says. */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { realClock } from '../../src/region/clock/real.ts';
import { diskFiles } from '../../src/region/machines/simulated/disk-log.ts';
import { simulatedDriver } from '../../src/region/machines/simulated/driver.ts';
import { launched, makeProfile, reaches } from '../e2e/instances.ts';
import { until } from '../e2e/until.ts';
import { openShell, type Shell } from '../e2e/walkthrough/shell.ts';
import { openTestRegion, type TestRegion } from '../region.ts';
import { checkout } from './page.ts';

export interface DormantFleet extends TestRegion {
  /** of the instances named build-server and report-server */
  readonly instances: readonly string[];
  readonly shell: Shell;
}

/** milliseconds */
const quick = { boot: 300, shutdown: 100, fetchLists: 100, installPackage: 20 };

/** @param tags of both instances, besides their names */
export async function dormantFleet(
  test: Pick<TestContext, 'after'>,
  tags: Readonly<Record<string, string>>,
): Promise<DormantFleet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-docs-'));
  const clock = realClock();
  const machines = simulatedDriver({
    disks: diskFiles(join(dataDir, 'machines')),
    sleep: clock.sleep,
    now: clock.now,
    durations: quick,
  });
  const region = await openTestRegion({ time: 'real', machines, dataDir });
  const shell = await terminal(region, join(dataDir, 'terminal'));
  test.after(async () => {
    await shell.close();
    await region.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 });
  });

  await makeProfile(region.clients);
  const instances: string[] = [];
  for (const Name of ['build-server', 'report-server']) {
    const Tags = Object.entries({ Name, ...tags }).map(([Key, Value]) => ({ Key, Value }));
    const id = await launched(region.clients, {
      IamInstanceProfile: { Name: 'Managed' },
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    });
    await until(
      `${id} is managed`,
      () => region.clients.ssm.describeInstanceInformation({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }),
      ({ InstanceInformationList }) => InstanceInformationList?.length === 1,
    );
    await region.clients.ec2.stopInstances({ InstanceIds: [id] });
    await reaches(region.clients, id, 'stopped');
    instances.push(id);
  }
  return { ...region, instances, shell };
}

/** As in the checkout, but what is written there is gone afterwards; the AWS CLI is Debian's, with the profile `patching`. */
async function terminal({ endpoint, region }: TestRegion, folder: string): Promise<Shell> {
  await mkdir(folder);
  for (const name of ['bin', 'src', 'setup', 'node_modules', 'package.json', 'package-lock.json'])
    await symlink(join(checkout, name), join(folder, name));
  await cp(join(checkout, 'templates'), join(folder, 'templates'), { recursive: true });
  const { accessKeyId, secretAccessKey } = region.credentials;
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  await writeFile(join(folder, 'config'), `[default]\n${keys}[profile patching]\n${keys}region = us-east-1\n`);
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|WAKEPATCH_|FORCE_COLOR$)/.test(name));
  const shell = openShell(folder, {
    ...Object.fromEntries(own),
    PATH: `/usr/bin:${process.env.PATH}`,
    NO_COLOR: '1',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: endpoint,
  });
  // An AWS CLI before 2.13 does not know the variable.
  await shell.run('aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }');
  return shell;
}
