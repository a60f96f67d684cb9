/**
 * The command line on a fleet, as people use it: each command is a process of its own. The machines are simulated and
 * quick; the time is real, so that what is under way can be looked at and interrupted.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openFleetRegion } from '../cli/fleet-region.ts';
import { reaches } from '../e2e/instances.ts';
import { wakepatch } from '../e2e/process.ts';
import { until } from '../e2e/until.ts';
import { commandsForFleets } from '../e2e/walkthrough/readme.ts';
import { openShell } from '../e2e/walkthrough/shell.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const fleet = ['--stack', 'wakepatch-fleet'];
test('a fleet from the command line', async (t) => {
  const { region, environment, command, asleep } = await openFleetRegion(t);
  const { clients } = region;
  const first = await asleep('first', { 'wakepatch:outcome': 'Skipped NotEnoughTime' });
  const second = await asleep('second');

  await t.test('what the README says deploys, plans, runs and reports', async () => {
    const shell = openShell(checkout, { ...process.env, ...environment, NO_COLOR: '1' });
    t.after(() => shell.close());
    const [deploy = '', plan = '', carryOut = '', report = ''] = commandsForFleets();
    const deployed = await shell.run(deploy.replace('=asleep', '=asleep,PollIntervalSeconds=1,SweepMinutes=1440'));
    assert.match(deployed, /^PatchFleetArn: arn:aws:states:/m);
    const { PublicAccessBlockConfiguration } = await clients.s3.getPublicAccessBlock({
      Bucket: 'wakepatch-templates-123456789012-us-east-1',
    });
    assert.ok(Object.values(PublicAccessBlockConfiguration!).every((blocked) => blocked));

    assert.deepEqual(
      [...(await shell.run(plan)).matchAll(/^(\d) +(canary)? +(i-\w+) +(\w+) +stopped +never, stale$/gm)].map((row) =>
        row.slice(1),
      ),
      [
        ['1', 'canary', first, 'first'],
        ['2', undefined, second, 'second'],
      ],
      'what had not enough time before is first',
    );

    const ran = await shell.run(carryOut);
    assert.match(ran, new RegExp(`${first}  first  patching$`, 'm'));
    for (const id of [first, second])
      assert.match(
        ran,
        new RegExp(`${id}  (first|second)  Patched, Installed \\(\\d+ packages?, awake \\d+ s\\)$`, 'm'),
      );
    assert.match(ran, /^ {2}Patched +2$/m);
    assert.ok(ran.indexOf(`${first}  first  Patched`) < ran.indexOf(second), 'canaries first');

    const folder = await mkdtemp(join(tmpdir(), 'wakepatch-report-'));
    t.after(() => rm(folder, { recursive: true }));
    await shell.run(report.replace('report.html', join(folder, 'report.html')));
    assert.match(await readFile(join(folder, 'report.html'), 'utf8'), /<svg [\s\S]*<\/html>\n$/);
  });

  const held = await asleep('held', { 'wakepatch:hold': '2099-01-01' });
  const excluded = await asleep('excluded', { 'wakepatch:exclude': '' });
  const broken = await asleep('broken');
  const busy = await asleep('<script>');
  region.simulate(broken, { startFails: 'Client.InternalError' });
  // Nothing is pending, so that no reboot ends the session.
  region.simulate(busy, { sessions: ['arn:aws:iam::123456789012:user/alice'], pendingUpdates: 0 });
  // The canary of the next run, which is to go well.
  await clients.ec2.createTags({
    Resources: [first],
    Tags: [{ Key: 'wakepatch:outcome', Value: 'Skipped NotEnoughTime' }],
  });

  await t.test('plan says why the others are not woken, and touches nothing', async () => {
    const tags = await tagsOfAll();
    const { code, stdout } = await command('plan');
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^${held} +held +stopped +Held +until 2099-01-01$`, 'm'));
    assert.match(
      stdout,
      new RegExp(`^${excluded} +excluded +stopped +Excluded +it has the tag wakepatch:exclude$`, 'm'),
    );
    const json = JSON.parse((await command('plan', '--json')).stdout);
    assert.deepEqual([json.selected, json.planned, json.members[0].instanceId], [6, 4, first]);
    assert.deepEqual(await tagsOfAll(), tags);
  });

  await t.test(
    'run fails when an instance fails, tells what needs a person, and leaves alone what is used',
    async () => {
      const { code, stdout, stderr } = await command('run', ...fleet);
      assert.equal(code, 1, stdout + stderr);
      assert.match(stdout, new RegExp(`${broken}  broken  WakeFailed, KeyUnusable`));
      assert.match(
        stdout,
        new RegExp(
          `${busy}  <script>  AlreadyCompliant, Clean \\(.*left on: SessionOpen, arn:aws:iam::123456789012:user/alice\\)`,
        ),
      );
      assert.match(stdout, new RegExp(`^Needs a person \\(1\\)\\n  ${broken}  broken$`, 'm'));
      assert.match(stdout, new RegExp(`^Left on, because somebody uses it \\(1\\)\\n  ${busy}  <script>$`, 'm'));
      assert.equal((await reaches(clients, busy, 'running')).State?.Name, 'running');
      assert.equal((await reaches(clients, first, 'stopped')).State?.Name, 'stopped');
    },
  );

  await t.test('report shows the newest run, or the one that is named, in each format', async () => {
    const text = (await command('report', ...fleet)).stdout;
    assert.match(text, /^ {2}WakeFailed +1$/m);
    const { report: json } = JSON.parse((await command('report', ...fleet, '--json')).stdout);
    assert.equal(json.instances.length, 6);
    assert.equal(json.totals.outcomes.Skipped, 2);

    const [, older = ''] =
      [...(await command('status', ...fleet)).stdout.matchAll(/^([\w-]{36}) +SUCCEEDED/gm)][0] ?? [];
    const { report: named } = JSON.parse(
      (await command('report', ...fleet, '--run', older, '--format', 'json')).stdout,
    );
    assert.deepEqual([named.instances.length, named.run.endsWith(older)], [2, true]);

    const csv = (await command('report', ...fleet, '--format', 'csv')).stdout;
    assert.match(csv, /^instanceId,name,outcome,reason,/);
    assert.match(csv, new RegExp(`^${broken},broken,WakeFailed,KeyUnusable,`, 'm'));
    const html = (await command('report', ...fleet, '--format', 'html')).stdout;
    assert.match(html, /&lt;script&gt;/);
    assert.doesNotMatch(html, /<script/);

    const none = await command('report', ...fleet, '--run', 'no-such-run');
    assert.equal(none.code, 5);
    assert.match(none.stderr, /has no evidence of a run no-such-run\. 'wakepatch status' names those under way\.$/);
    assert.match((await command('report', ...fleet, '--last', '2')).stderr, /--last is not for fleets/);
  });

  await t.test('Ctrl-C stops the following and nothing else; status shows what goes on', async () => {
    region.simulate(second, { patchSeconds: 20 });
    const following = wakepatch(t, ['run', ...fleet, '--instances', second], { environment });
    const [, execution = ''] = /execution ([\w-]+)$/.exec(await following.said(/PatchInstance began/)) ?? [];
    await following.said(/second {2}patching$/);
    following.child.kill('SIGINT');
    assert.equal(await following.ended, 130);
    assert.match(
      following.stderr.at(-1) ?? '',
      new RegExp(`what was begun goes on\\. .*wakepatch status --stack wakepatch-fleet\\. .*--run ${execution}$`),
    );

    const { stdout } = await command('status', ...fleet);
    assert.match(stdout, /^Window {5}wakepatch-fleet-window \(mw-\w+\), enabled, cron\(.*, next 20/m);
    assert.match(stdout, /^Alarms {5}none$/m);
    assert.match(stdout, new RegExp(`^Under way\\nexecution.*\\n${execution} +RUNNING`, 'm'));
    assert.match(stdout, new RegExp(`^${second} +second +running +stopped +\\S+Z +${execution}$`, 'm'));

    await until(
      'it ends by itself',
      () => command('status', ...fleet, '--json'),
      ({ stdout }) => JSON.parse(stdout).underWay.length === 0,
    );
    const { code, stdout: report } = await command('report', ...fleet, '--run', execution);
    assert.equal(code, 0);
    assert.match(report, new RegExp(`${second} +second +AlreadyCompliant +0 +stopped`));
    assert.equal((await reaches(clients, second, 'stopped')).State?.Name, 'stopped');
  });

  await t.test('run --instances refuses strangers and what is excluded', async () => {
    const stranger = await command('run', ...fleet, '--instances', 'i-0123456789abcdef0');
    assert.deepEqual([stranger.code, stranger.stdout], [5, '']);
    assert.match(stranger.stderr, /does not select i-0123456789abcdef0\. 'wakepatch plan .*' shows what it selects\.$/);
    const passedOver = await command('run', ...fleet, '--instances', `${first},${excluded}`);
    assert.deepEqual([passedOver.code, passedOver.stdout], [5, '']);
    assert.match(passedOver.stderr, new RegExp(`${excluded} is excluded: it has the tag wakepatch:exclude\\.`));
  });

  await t.test('status raises the alarm for a lease that has expired on what is awake', async () => {
    const Tags = [{ Key: 'wakepatch:lease:gone', Value: 'stopped 2026-01-01T00:00:00.000Z' }];
    await clients.ec2.createTags({ Resources: [busy], Tags });
    const { stdout } = await command('status', ...fleet);
    assert.match(stdout, new RegExp(`^Alarms +1: woken, not stopped, and its lease has expired: ${busy}$`, 'm'));
    assert.match(stdout, new RegExp(`^${busy} +<script> +running +stopped +2026-01-01T00:00:00Z +gone +ALARM$`, 'm'));
  });

  await t.test('a selection that is empty is an error with a way out, never all', async () => {
    const parameters = 'TargetTagKey=PatchWhen,TargetTagValue=never,Schedule=at(2099-01-01T00:00:00)';
    const { code, stderr } = await command(
      'deploy',
      '--fleet',
      '--yes',
      '--stack',
      'empty',
      '--parameters',
      parameters,
    );
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /Made the bucket/, 'it is there already');
    const plan = await command('plan', '--stack', 'empty');
    assert.equal(plan.code, 5);
    assert.match(
      plan.stderr,
      /there are no instances with the tag PatchWhen=never\. Give instances that tag, or name others/,
    );
    const ran = await command('run', '--stack', 'empty');
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /The run ended as EmptySelection before it came to any instance/);
    assert.match((await command('report', '--stack', 'empty')).stderr, /No run has left a report/);
  });

  await t.test('a stack that is no fleet is refused by what is for fleets alone', async () => {
    const parameters = 'CreateDemoInstance=false,TargetTagKey=PatchWhen,TargetTagValue=never,Schedule=rate(7 days)';
    assert.equal((await command('deploy', '--yes', '--parameters', parameters)).code, 0);
    assert.match((await command('plan', '--stack', 'wakepatch')).stderr, /is no fleet: .*wakepatch deploy --fleet/);
    assert.match((await command('report', '--format', 'html')).stderr, /--format is for fleets, and wakepatch is none/);
    assert.match((await command('plan', '--stack', 'nowhere')).stderr, /There is no stack nowhere\./);
    assert.match((await command('deploy', '--fleet', '--template', 'x')).stderr, /Give one\.$/);
  });

  async function tagsOfAll(): Promise<unknown> {
    const { Reservations = [] } = await clients.ec2.describeInstances({});
    return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, Tags, State }) => [
      InstanceId,
      Tags,
      State,
    ]);
  }
});
