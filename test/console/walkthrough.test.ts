/**
 * The walk-through of the pattern by clicks, in Chromium, while a real container is patched: from nothing deployed to the packages
 * that were changed. What is seen is compared with what the services say.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleTokenFile } from '../../src/aws/data-dir.ts';
import { consoleAddress, consoleToken } from '../../src/console/index.ts';
import { runningInstances } from '../../src/operator/instances.ts';
import { reaches } from '../e2e/instances.ts';
import { run } from '../e2e/process.ts';
import { dataDirectory, startRegion } from '../e2e/region-process.ts';
import { until } from '../e2e/until.ts';
import { openBrowser, visitor } from './browser.ts';
import { screenshot } from './screenshots.ts';

const stack = 'wakepatch';
/** Milliseconds: a real machine boots and is patched meanwhile. */
const patience = { timeout: 180_000 };

test('the walk-through by clicks', async (t) => {
  const dataDir = await dataDirectory(t, 'container');
  let region = await startRegion(t, { dataDir, machines: 'container' });
  const browser = await openBrowser(t);
  const seen = await visitor(browser, consoleAddress(region.endpoint, consoleToken(consoleTokenFile(dataDir))));
  const { page } = seen;
  let instanceId = '';

  await t.test('where nothing is deployed it says what to do', async () => {
    await page.getByRole('heading', { name: 'Nothing is deployed yet' }).waitFor();
    await seen.assertAccessible();
  });

  await t.test('the stack appears by itself, and its resources as they are made', async () => {
    const options = [
      '--stack',
      stack,
      '--data',
      dataDir,
      '--parameters',
      'CreateDemoInstance=true,PollIntervalSeconds=1',
    ];
    const deploying = run(t, ['deploy', '--yes', ...options]);
    await page.getByRole('link', { name: 'Stack', exact: true }).click(patience);
    await page.getByRole('heading', { name: new RegExp(`^${stack} CREATE_COMPLETE`) }).waitFor(patience);
    assert.equal((await deploying).code, 0);
    await page.getByRole('row', { name: /^DemoInstance AWS::EC2::Instance/ }).waitFor();
    await screenshot(seen, 'stack');
    await seen.assertAccessible();
  });

  await t.test('what a machine prints is text, whatever it says', async () => {
    await page.evaluate('window.hostile = false');
    const [id] = await runningInstances(region.clients);
    const said = '<img src=x onerror="window.hostile=true"><script>window.hostile=true</script>';
    await until(
      'the machine is managed',
      async () => (await region.clients.ssm.describeInstanceInformation({})).InstanceInformationList ?? [],
      ([information]) => information?.PingStatus === 'Online',
    );
    const { Command } = await region.clients.ssm.sendCommand({
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [id!],
      Parameters: { commands: [`printf '%s' '${said}'; printf '\\033[2Jgone\\342\\200\\256esrever\\n'`] },
    });
    await seen.goTo(`/stacks/${stack}/commands/${Command!.CommandId}`);
    await page.getByRole('heading', { name: /^AWS-RunShellScript Success/ }).waitFor(patience);
    await page.getByText(said).first().waitFor();
    const text = await page.locator('main').innerText();
    for (const hidden of ['\u001b', '\u202e']) assert.ok(!text.includes(hidden), 'nothing that hides or turns text');
    assert.notEqual(await page.evaluate('window.hostile'), true);
    seen.assertCalm();
    await seen.goTo(`/stacks/${stack}/stack`);
  });

  await t.test('the fleet is the one machine; it is sent to sleep, and the page says so', async () => {
    const { Stacks = [] } = await region.clients.cloudformation.describeStacks({ StackName: stack });
    instanceId = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'DemoInstanceId')?.OutputValue ?? '';
    await page.getByRole('link', { name: 'Fleet', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: instanceId });
    await row.waitFor();
    await region.clients.ec2.stopInstances({ InstanceIds: [instanceId] });
    await row.filter({ hasText: 'stopped' }).waitFor(patience);
    assert.match(await row.innerText(), /ssm-stepfunction-demo/);
  });

  await t.test('the window is seen in words and as a calendar, with what came of it', async () => {
    await page.getByRole('link', { name: 'Windows', exact: true }).click();
    await page.getByRole('heading', { name: /wakepatch-window Enabled/ }).waitFor();
    await page.getByText(/Opens every 30 minutes/i).waitFor();
    await page.getByText('No tasks to execute.').waitFor();
    await page.getByRole('combobox', { name: /time zone/i }).selectOption('Asia/Tokyo');
    await page.getByRole('table', { name: 'Openings of the window' }).waitFor();
    await screenshot(seen, 'windows');
    await seen.assertAccessible();
  });

  await t.test('it is disabled and enabled, after a question that can be answered with no', async () => {
    await page.getByRole('button', { name: 'Disable the window …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const enabled = async () =>
      (await region.clients.ssm.describeMaintenanceWindows({})).WindowIdentities?.[0]?.Enabled;
    assert.equal(await enabled(), true);
    await page.getByRole('button', { name: 'Disable the window …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable the window' }).click();
    await page.getByRole('heading', { name: /wakepatch-window Disabled/ }).waitFor();
    assert.equal(await enabled(), false);
  });

  await t.test('enabled again it opens, and its run is seen as it goes', async () => {
    await page.getByRole('button', { name: 'Enable the window …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Enable the window' }).click();
    await page.getByRole('heading', { name: /wakepatch-window Enabled/ }).waitFor();
    // The newest stands first; the one before had nothing to do.
    await page
      .getByRole('listitem')
      .filter({ hasText: /IN_PROGRESS|PENDING/ })
      .getByRole('link')
      .first()
      .click(patience);
    await page.getByRole('heading', { name: /^Opening of the window/ }).waitFor();
    await page.getByRole('button', { name: /^ssm-stepfunction-demo: .*patch/ }).waitFor(patience);
  });

  await t.test('its execution is followed as a graph, from "Patch Instance" straight to the command', async () => {
    await page.getByRole('button', { name: /^ssm-stepfunction-demo: / }).click();
    await page
      .getByRole('link', { name: /execution/i })
      .first()
      .click();
    await page.getByRole('region', { name: 'The state machine as a graph' }).waitFor(patience);
    await seen.assertAccessible();
    // The whole of it is small: who cannot hit a state there has the list of them below.
    await page.getByRole('button', { name: /fit view/i }).click();
    await page
      .getByRole('button', { name: /^Patch Instance/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /^Patch Instance/ }).waitFor();
    await page.getByRole('heading', { name: /SUCCEEDED/ }).waitFor(patience);
    await screenshot(seen, 'execution');
    await page
      .getByRole('link', { name: /^Patch Instance \(/ })
      .first()
      .click();
  });

  await t.test('the command tells which packages it changed, as the machine has it', async () => {
    await page.getByRole('heading', { name: /^AWS-RunPatchBaseline Success/ }).waitFor(patience);
    const commandId = /commands\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
    const { StandardOutputContent = '' } = await region.clients.ssm.getCommandInvocation({
      CommandId: commandId,
      InstanceId: instanceId,
      PluginName: 'PatchLinux',
    });
    const changes = [...StandardOutputContent.matchAll(/^Upgraded: (\S+?)(?::\S+)? (\S+) -> (\S+)$/gm)];
    assert.ok(changes.length >= 3, 'something was pending');
    for (const [, name = '', from = '', to = ''] of changes) {
      const row = page.getByRole('row').filter({ hasText: name }).filter({ hasText: from }).filter({ hasText: to });
      await row.first().waitFor();
    }
    await screenshot(seen, 'command');
    await seen.assertAccessible();
  });

  await t.test('the machine sleeps again, and its life is told', async () => {
    await reaches(region.clients, instanceId, 'stopped');
    await page.getByRole('link', { name: 'ssm-stepfunction-demo' }).first().click();
    await page.getByRole('heading', { name: /^ssm-stepfunction-demo stopped/ }).waitFor(patience);
    await page.getByText('Patched', { exact: true }).first().waitFor();
    await seen.assertAccessible();
  });

  await t.test('when the Region is gone the page says so, and goes on when it is back', async () => {
    await region.kill();
    await page.getByRole('status').filter({ hasText: 'Connection lost' }).waitFor(patience);
    const { port } = new URL(region.endpoint);
    region = await startRegion(t, { dataDir, machines: 'container', port });
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .waitFor(patience);
  });
});
