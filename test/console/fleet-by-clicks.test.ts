/** A fleet of real containers by clicks, in Chromium: held, run, watched machine by machine, and looked at afterwards. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleTokenFile } from '../../src/aws/data-dir.ts';
import { consoleAddress, consoleToken } from '../../src/console/index.ts';
import { launched, makeProfile, reaches, stateOf } from '../e2e/instances.ts';
import { run } from '../e2e/process.ts';
import { dataDirectory, startRegion } from '../e2e/region-process.ts';
import { openBrowser, visitor } from './browser.ts';
import { screenshot } from './screenshots.ts';

const stack = 'wakepatch-fleet';
/** Milliseconds: real machines boot and are patched meanwhile. */
const patience = { timeout: 300_000 };
/** What a tag may say, and a page must not do. */
const hostile = '<img src=x onerror=alert(1)>\u202etsolc';

test('a fleet by clicks', async (t) => {
  const dataDir = await dataDirectory(t, 'container');
  const region = await startRegion(t, { dataDir, machines: 'container' });
  const { clients } = region;
  await makeProfile(clients);
  const asleep = async (name: string) => {
    const id = await launched(clients, {
      IamInstanceProfile: { Name: 'Managed' },
      TagSpecifications: [
        {
          ResourceType: 'instance',
          Tags: [
            { Key: 'Name', Value: name },
            { Key: 'PatchWhen', Value: 'asleep' },
          ],
        },
      ],
    });
    await clients.ec2.stopInstances({ InstanceIds: [id] });
    await reaches(clients, id, 'stopped');
    return id;
  };
  const [ledger, archive, odd] = await Promise.all([asleep('ledger'), asleep('archive'), asleep(hostile)]);
  const selection = 'TargetTagKey=PatchWhen,TargetTagValue=asleep,PollIntervalSeconds=1,BootAgain=true';
  const window = 'Schedule=cron(0 2 ? * SUN *),ScheduleTimezone=Europe/Berlin';
  const deployed = await run(t, [
    'deploy',
    '--fleet',
    '--yes',
    '--data',
    dataDir,
    '--parameters',
    `${selection},${window}`,
  ]);
  assert.equal(deployed.code, 0, deployed.stderr);

  const browser = await openBrowser(t);
  const seen = await visitor(browser, consoleAddress(region.endpoint, consoleToken(consoleTokenFile(dataDir))));
  const { page } = seen;
  const row = (id: string) => page.getByRole('row').filter({ hasText: id });

  await t.test('all that the stack selects are there, and what nobody has verified stands out', async () => {
    await page.getByRole('heading', { name: 'Fleet', exact: true }).waitFor();
    for (const id of [ledger, archive, odd]) await row(id).waitFor();
    assert.match(await row(odd).innerText(), /<img src=x onerror=alert\(1\)>/, 'a tag is text');
    await seen.assertAccessible();
  });

  await t.test('one is held, after a question that names it', async () => {
    await row(odd).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Hold …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(odd).waitFor();
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await row(odd).filter({ hasText: /held/i }).waitFor();
    const { Tags = [] } = await clients.ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [odd] }] });
    assert.ok(Tags.some(({ Key }) => Key === 'wakepatch:hold'));
  });

  await t.test('run now says which machines are woken and which are not, and goes to the run', async () => {
    await page.getByRole('button', { name: /^Run now …/ }).click();
    const dialog = page.getByRole('dialog');
    for (const name of ['ledger', 'archive']) await dialog.getByText(name).first().waitFor();
    await dialog
      .getByText(/passed over/i)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Run now', exact: true }).click();
    await page.getByRole('heading', { name: /^Run of the fleet/ }).waitFor();
    await page
      .getByRole('button', { name: /^(ledger|archive): wake/ })
      .first()
      .waitFor(patience);
    await seen.assertAccessible();
  });

  await t.test('each machine is a bar that grows, until it sleeps again', async () => {
    await page
      .getByRole('button', { name: /^(ledger|archive): .*patch/ })
      .first()
      .waitFor(patience);
    await page.getByRole('heading', { name: 'Run of the fleet SUCCEEDED' }).waitFor(patience);
    for (const name of ['ledger', 'archive'])
      await page.getByRole('button', { name: new RegExp(`^${name}: wake .*patch .*stop`) }).waitFor();
    await screenshot(seen, 'run');
    for (const id of [ledger, archive]) assert.equal(await stateOf(clients, id), 'stopped');
    assert.equal(await stateOf(clients, odd), 'stopped');
  });

  await t.test('the fleet, its runs and a machine tell what it came to', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('heading', { name: 'All runs' }).waitFor();
    await seen.assertAccessible();
    await screenshot(seen, 'runs');
    await page.getByRole('link', { name: 'Fleet', exact: true }).click();
    for (const id of [ledger, archive]) await row(id).filter({ hasText: 'Patched' }).waitFor();
    await screenshot(seen, 'fleet');
    await row(ledger).getByRole('link', { name: 'ledger' }).click();
    await page.getByRole('heading', { name: /^ledger stopped/ }).waitFor();
    await page
      .getByText(/Packages were changed/)
      .first()
      .waitFor();
    await seen.assertAccessible();
    await screenshot(seen, 'machine');
  });

  await t.test('in the dark and on a phone it is as accessible', async () => {
    const phone = await visitor(browser, consoleAddress(region.endpoint, consoleToken(consoleTokenFile(dataDir))), {
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    for (const place of ['fleet', 'windows', 'runs', 'stack', `instances/${ledger}`]) {
      await phone.goTo(`/stacks/${stack}/${place}`);
      await phone.page.getByRole('heading', { level: 1 }).waitFor();
      await phone.assertAccessible();
      const overflow = await phone.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(overflow) <= 0, `${place} is ${overflow} pixels too wide`);
    }
    phone.assertCalm();
  });

  await t.test('no page had an error, broke its policy, or asked anybody else', () => seen.assertCalm());
});
