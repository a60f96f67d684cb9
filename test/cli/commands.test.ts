/** Each command as people and scripts use it: what it prints, how it ends, and what it does with nonsense. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { exampleIds } from '../../src/cli/command.ts';
import { loadCommands } from '../../src/cli/command-table.ts';
import { reaches } from '../e2e/instances.ts';
import { type Ended, run, wakepatch } from '../e2e/process.ts';
import { until } from '../e2e/until.ts';
import { clientsAllowed } from '../roles.ts';
import { openFleetRegion } from './fleet-region.ts';
import { documentsOf } from './json.ts';
import { inShell } from './shell.ts';
import { atTerminal } from './terminal.ts';

const program = fileURLToPath(new URL('../../bin/wakepatch', import.meta.url));
const fleet = ['--stack', 'wakepatch-fleet'];
const ESC = '\u001b';
const parameters = [
  'TargetTagKey=PatchWhen,TargetTagValue=asleep,PollIntervalSeconds=1,SweepMinutes=1440',
  'Schedule=cron(0 2 ? * SUN#1 *),ScheduleTimezone=Europe/Berlin',
].join(',');

test('the commands of a fleet', async (t) => {
  const { region, environment, command, asleep } = await openFleetRegion(t);
  const { clients } = region;
  const isThere = async (StackName: string) =>
    (await clients.cloudformation.listStacks({})).StackSummaries?.some(
      (stack) => stack.StackName === StackName && stack.StackStatus !== 'DELETE_COMPLETE',
    );

  await t.test('deploy without a terminal shows what will change, changes nothing, and leaves nothing', async () => {
    const { code, stdout, stderr } = await command('deploy', '--fleet', '--parameters', parameters);
    assert.equal(code, 2, stderr);
    assert.match(stdout, /^The stack wakepatch-fleet will be made: \d+ Add$/m);
    assert.match(stdout, /^Add +PatchFleet +AWS::StepFunctions::StateMachine$/m);
    assert.match(stderr, /^Error: Make these changes .*There is no terminal to ask at: say --yes\.$/m);
    assert.equal(await isThere('wakepatch-fleet'), false);

    const dry = await command('deploy', '--fleet', '--parameters', parameters, '--dry-run', '--json');
    assert.equal(dry.code, 0, dry.stderr);
    const [changes, ...more] = await documentsOf('deploy', dry);
    assert.ok(changes.changes.some(({ resource, action }: never) => resource === 'PatchFleet' && action === 'Add'));
    assert.deepEqual([more, await isThere('wakepatch-fleet')], [[], false]);
  });

  await t.test('deploy at a terminal asks, and takes no for an answer', async () => {
    const args = ['deploy', '--fleet', '--parameters', parameters];
    const { code, text } = await atTerminal(t, args, environment, [[/\[y\/N\] /, 'n\n']]);
    assert.equal(code, 2);
    assert.match(text, /The stack wakepatch-fleet was not changed\./);
    assert.equal(await isThere('wakepatch-fleet'), false);
  });

  await t.test('deploy at a terminal makes what was consented to, and tells each event', async () => {
    const args = ['deploy', '--fleet', '--parameters', parameters];
    const { code, text } = await atTerminal(t, args, environment, [[/\[y\/N\] /, 'y\n']]);
    assert.equal(code, 0, text);
    assert.match(text, /CREATE_COMPLETE {2}PatchFleet \(AWS::StepFunctions::StateMachine\)/);
    assert.ok(text.includes(`${ESC}[32m`), 'what is complete is green');
  });

  await t.test('deploy again keeps the parameters, and shows what one that is named would change', async () => {
    const same = await command('deploy', '--fleet', '--yes', '--json');
    assert.equal(same.code, 0, same.stderr);
    const [unchanged, outputs] = await documentsOf('deploy', same);
    assert.deepEqual(unchanged.changes, []);
    assert.match(outputs.outputs.PatchFleetArn, /^arn:aws:states:/);

    const other = await command('deploy', '--fleet', '--dry-run', '--parameters', 'ScheduleTimezone=UTC');
    assert.match(other.stdout, /^Modify +MaintenanceWindow +AWS::SSM::MaintenanceWindow +stays +ScheduleTimezone$/m);
    const events = await documentsOf(
      'deploy',
      await command('deploy', '--fleet', '--yes', '--json', '--parameters', 'MaxConcurrency=3'),
    );
    assert.deepEqual([events.at(0).event, events.at(1).event, events.at(-1).event], ['changes', 'resource', 'outputs']);
  });

  const first = await asleep('first', { 'wakepatch:outcome': 'Skipped NotEnoughTime' });
  const second = await asleep('second');
  const busy = await asleep(`${ESC}[31mred`);
  region.simulate(busy, { sessions: ['arn:aws:iam::123456789012:user/alice'], pendingUpdates: 0 });

  await t.test('windows tells the schedule in words and the next times, in any time zone', async () => {
    const { stdout } = await command('windows');
    assert.match(
      stdout,
      /at 02:00 on the first Sunday of each month, Europe\/Berlin +Sun \d{4}-\d\d-0\d 02:00 \+0[12]:00 Europe\/Berlin$/m,
    );
    const elsewhere = await command('windows', '--timezone', 'Asia/Tokyo', '--next', '5');
    assert.equal([...elsewhere.stdout.matchAll(/Sun \S+ (09|10):00 \+09:00 Asia\/Tokyo$/gm)].length, 5);
    const [{ windows }] = await documentsOf('windows', await command('windows', '--json', '--next', '12'));
    assert.equal(windows[0].upcoming.length, 12);
    const id = windows[0].id;
    assert.match(
      (await command('windows', id)).stdout,
      /^Opens {6}at 02:00 on the first Sunday[\s\S]*It has not opened yet\.$/m,
    );
    assert.equal((await command('windows', 'disable', id)).stdout, `${id} is disabled.`);
    const [disabled] = await documentsOf('windows', await command('windows', id, '--json'));
    assert.deepEqual([disabled.windows[0].enabled, disabled.windows[0].upcoming, disabled.history], [false, [], []]);
    assert.match((await command('windows', 'enable', id)).stdout, /is enabled\. It opens at 02:00 on the first Sunday/);
  });

  await t.test('hold keeps an instance from runs, release gives it back, and why tells both', async () => {
    const [held] = await documentsOf('hold', await command('hold', second, '--until', '2d', '--json'));
    assert.ok(Math.abs(Date.parse(held.until) - Date.now() - 2 * 86_400_000) < 60_000);
    assert.match((await command('plan')).stdout, new RegExp(`^${second} +second +stopped +Held`, 'm'));
    assert.match(
      (await command('why', second)).stdout,
      /^A run now would pass it over: Held, until .*\n.*wakepatch:hold/m,
    );
    assert.match(
      (await command('hold', second)).stdout,
      /is held until it is released: .* It was held until \S+Z before\./,
    );
    const [released] = await documentsOf('release', await command('release', second, '--json'));
    assert.deepEqual([released.released, released.was], [true, 'released']);
    assert.match((await command('release', second)).stdout, /was not held\. 'wakepatch why/);
    assert.match(
      (await command('hold', second, '--until', '2020-01-01')).stderr,
      /is over; at the endpoint it is .*Choose a later time\.$/m,
    );
  });

  await t.test('status --follow has nothing to follow', async () => {
    assert.deepEqual((await command('status', ...fleet, '--follow')).stdout, 'Nothing is under way.');
  });

  let commandId = '';
  await t.test('run --json tells what happens as it happens, and status --follow sees the same', async () => {
    region.simulate(second, { patchSeconds: 6 });
    const running = wakepatch(t, ['run', ...fleet, '--json'], { environment });
    await running.said(/"phase":"patching"/);
    const followed = await command('status', ...fleet, '--follow', '--json');
    assert.equal(followed.code, 0, followed.stderr);
    assert.equal(await running.ended, 0, running.stderr.join('\n'));
    const events = await documentsOf('run', { stdout: running.stdout.join('\n'), stderr: '' });
    const seen = await documentsOf('status', followed);
    assert.deepEqual(seen[0].executions, events[0].executions);
    assert.deepEqual(
      new Set(seen.filter(({ event }) => event === 'ended').map(({ instance }) => instance.instanceId)),
      new Set([first, second, busy]),
    );
    const { report } = events.at(-1);
    assert.deepEqual([report.totals.outcomes.Patched, report.totals.outcomes.AlreadyCompliant], [2, 1]);
    const phases = events.filter(({ event, instanceId }) => event === 'phase' && instanceId === first);
    assert.deepEqual(
      ['starting', 'patching'].map((phase) => phases.some((event) => event.phase === phase)),
      [true, true],
    );
    commandId = report.instances.find(({ instanceId }: never) => instanceId === first).commandId;
    await documentsOf('report', await command('report', ...fleet, '--json'));
    await documentsOf('status', await command('status', ...fleet, '--json'));
    await documentsOf('plan', await command('plan', '--json'));
  });

  await t.test('why tells what a run did, and why an instance is left on; its name moves no cursor', async () => {
    const patched = await command('why', first);
    assert.match(
      patched.stdout,
      new RegExp(
        `came to Patched, Installed\\.\\n.*because the stack selects it\\.[\\s\\S]*wakepatch output ${commandId} --instance ${first}$`,
        'm',
      ),
    );
    const left = await command('why', busy);
    assert.match(
      left.stdout,
      /the last run woke it and left it on, because of arn:aws:iam::123456789012:user\/alice \(SessionOpen\)\./,
    );
    assert.ok(!left.stdout.includes(ESC));
    const [why] = await documentsOf('why', await command('why', busy, '--json'));
    assert.deepEqual([why.state, why.runs[0].told.leftOn.reason], ['running', 'SessionOpen']);
    // Somebody else starts an instance that a run had put back.
    await clients.ec2.startInstances({ InstanceIds: [second] });
    await reaches(clients, second, 'running');
    assert.match((await command('why', second)).stdout, /no run holds it, so somebody else has started it\./);
    await clients.ec2.stopInstances({ InstanceIds: [second] });
  });

  await t.test('output shows what a command printed, by instance and step', async () => {
    const { stdout } = await command('output', commandId);
    assert.match(stdout, new RegExp(`^${first}  first  Success$`, 'm'));
    assert.match(
      stdout,
      /^ {2}PatchLinux: Success, exit code 0\n {2}standard output:\n[\s\S]*^ {4}Upgraded: openssl:amd64 /m,
    );
    const [output] = await documentsOf('output', await command('output', commandId, '--json', '--instance', first));
    assert.equal(output.instances.length, 1);
    const failing = await clients.ssm.sendCommand({
      DocumentName: 'AWS-RunShellScript',
      InstanceIds: [busy],
      Parameters: { commands: ['echo fine', 'echo broken >&2', 'exit 3'] },
    });
    const id = failing.Command!.CommandId!;
    const { stdout: text } = await until(
      'the command is over',
      (): Promise<Ended> => command('output', id),
      ({ stdout: said }) => / {2}Failed$/m.test(said),
    );
    assert.match(text, /: Failed, exit code 3\n {2}standard output:\n {4}fine\n {2}standard error:\n {4}broken/);
    assert.match((await command('output', id, '--instance', first)).stderr, /was not sent to .*--instance/);
  });

  await t.test('logs shows what the functions wrote, filtered, and as it comes', async () => {
    const all = await documentsOf('logs', await command('logs', ...fleet, '--json'));
    assert.ok(all.every(({ group }) => group === '/aws/lambda/wakepatch-fleet'));
    assert.ok(all.length > 30);
    assert.deepEqual(
      all.map(({ time }) => time),
      all.map(({ time }) => time).toSorted(),
    );
    const starts = await command('logs', ...fleet, '--filter', 'START');
    assert.ok(starts.stdout.split('\n').every((line) => /^\S+Z {2}.*START RequestId: /.test(line)));
    assert.equal((await command('logs', ...fleet, '--since', '2099-01-01')).stdout, '');
    const following = wakepatch(t, ['logs', ...fleet, '--follow', '--since', '1s'], { environment });
    await following.said(/Speaking to/);
    const before = following.stdout.length;
    await command('plan');
    await following.said(/START RequestId/);
    following.child.kill('SIGINT');
    assert.equal(await following.ended, 130);
    assert.ok(following.stdout.length > before);
    assert.equal(new Set(following.stdout).size, following.stdout.length, 'no line twice');
  });

  await t.test('run at a terminal has a row for each machine, drawn in place, and gives the cursor back', async () => {
    // Long enough to be drawn while it goes on, also on a machine that is busy.
    for (const id of [first, second]) region.simulate(id, { patchSeconds: 12 });
    const { code, text } = await atTerminal(t, ['run', ...fleet, '--instances', `${first},${second}`], environment);
    assert.equal(code, 0, text);
    assert.match(text, /\[\d+A.\[J.*\] 0 of 2 done, 0 failed, 2 under way, 0 waiting, for \d+ s/);
    assert.match(text, new RegExp(`${first} +first +patching +\\d+ s`));
    assert.ok(text.lastIndexOf(`${ESC}[?25h`) > text.lastIndexOf(`${ESC}[?25l`), 'the cursor is hidden for good');
    assert.match(text, /^ {2}AlreadyCompliant +2\r?$/m);
    const plainly = await atTerminal(t, ['plan'], { ...environment, NO_COLOR: '1' });
    assert.ok(!plainly.text.includes(ESC), 'NO_COLOR');
    const forced = await run(t, ['plan'], {
      environment: { ...environment, NO_COLOR: undefined, FORCE_COLOR: '1' } as never,
    });
    assert.ok(forced.stdout.includes(`${ESC}[1m#`), 'FORCE_COLOR');
  });

  await t.test('report --open writes a page and hands it to the browser', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wakepatch-open-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const page = join(folder, 'report.html');
    const opened = await run(t, ['report', ...fleet, '--open', '--output', page], {
      environment: { ...environment, BROWSER: `cp /dev/null ${folder}/opened --` },
    });
    assert.equal(opened.code, 0, opened.stderr);
    assert.match(readFileSync(page, 'utf8'), /<\/html>\n$/);
    const shown = await run(t, ['report', ...fleet, '--open', '--output', page], {
      environment: { ...environment, BROWSER: 'false' },
    });
    assert.match(shown.stderr, /No browser could be opened here\. Open it yourself: file:\/\/\/.*report\.html$/m);
  });

  await t.test('doctor looks at the endpoint, and tells who lacks which right', async () => {
    const well = await run(t, ['doctor', ...fleet, '--endpoint-url', region.endpoint, '--json'], { environment });
    assert.equal(well.code, 0, well.stdout);
    const [{ checks }] = await documentsOf('doctor', well);
    assert.deepEqual(
      checks
        .filter(({ check }: never) => /^(endpoint|credentials|clock|rights)$/.test(check))
        .map(({ verdict }: never) => verdict),
      ['ok', 'ok', 'ok', 'ok'],
    );
    assert.ok(
      checks.every(({ about }: never) => about === 'endpoint'),
      'an endpoint that is named is no machine',
    );

    const few = await environmentOf('few', ['cloudformation:DescribeStacks', 'ec2:DescribeInstances']);
    const ill = await run(t, ['doctor', ...fleet, '--endpoint-url', region.endpoint], { environment: few });
    assert.equal(ill.code, 1);
    assert.match(
      ill.stdout,
      /^FAILED +right ssm:DescribeMaintenanceWindows: .*not authorized.*\n +Ask for ssm:DescribeMaintenanceWindows: `windows` needs it\.$/m,
    );
    assert.match(ill.stdout, /^ok +rights: Allowed: cloudformation:DescribeStacks, ec2:DescribeInstances/m);

    const refused = await run(t, ['windows'], { environment: few });
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /not authorized to perform: ssm:DescribeMaintenanceWindows.*Ask for that right/);
  });

  await t.test('what is not there is told with the way out, and what makes no sense asks nothing', async () => {
    const none = 'i-00000000000000000';
    for (const [args, code, sentence] of [
      [['why', none], 5, /There is no instance i-0{17} here\./],
      [['hold', none], 5, /There is no instance/],
      [['output', exampleIds.command], 5, /There is no command .*30 days/],
      [['windows', 'mw-00000000000000000'], 5, /There is no window .*'wakepatch windows' lists/],
      [['windows', 'disable', 'mw-00000000000000000'], 5, /There is no window/],
      [['logs', '--stack', 'nowhere'], 5, /There is no stack nowhere\./],
      [['why', 'web-1'], 2, /'web-1' is no id of an instance, such as i-0a/],
      [['hold', first, '--until', 'tomorrow'], 2, /--until tomorrow is no time/],
      [['output', '12'], 2, /'12' is no id of a command/],
      [['windows', 'enabel', 'mw-1'], 2, /Did you mean enable\?/],
      [['windows', 'enable'], 2, /Say which window to enable/],
      [['windows', 'mw-00000000000000000', 'x'], 2, /'x' means nothing after a window/],
      [['windows', '--timezone', 'Europe/Berln'], 2, /Did you mean Europe\/Berlin\?/],
      [['windows', '--next', '0'], 2, /--next 0 is no count/],
      [['logs', '--since', 'yesterday'], 2, /--since yesterday is no time/],
      [['report', ...fleet, '--json', '--format', 'csv'], 2, /json and csv are asked for at once/],
      [['report', ...fleet, '--last', '2'], 2, /--last is not for fleets/],
      [['report', ...fleet, '--output', '/nowhere/x'], 5, /\/nowhere\/x cannot be written/],
      [['run', ...fleet, '--instances', 'web-1'], 2, /'web-1' is no id/],
      [['deploy', '--stack', '1 2'], 2, /--stack 1 2 is no name of a stack/],
      [['deploy', '--parameters', 'x'], 2, /'x' is no parameter\. Write NAME=VALUE\./],
      [['deploy', '--template', '/nowhere.yaml'], 2, /The template \/nowhere\.yaml cannot be read/],
      [['deploy', '--yes', '--dry-run'], 2, /Give one\./],
      [['doctor', '--port', 'x'], 2, /--port x is no port/],
      [['completions', 'powershell'], 2, /no completions for powershell/],
    ] as const) {
      const ended = await command(...args);
      assert.deepEqual([ended.code, ended.stdout], [code, ''], `${args.join(' ')}: ${ended.stderr}`);
      assert.match(ended.stderr, sentence);
      assert.doesNotMatch(ended.stderr, /^ +at /m);
    }
  });

  await t.test('every example is true: it runs as it stands', async () => {
    const bin = mkdtempSync(join(tmpdir(), 'wakepatch-examples-'));
    t.after(() => rmSync(bin, { recursive: true }));
    symlinkSync(program, join(bin, 'wakepatch'));
    const [{ windows }] = await documentsOf('windows', await command('windows', '--json'));
    const [{ report }] = await documentsOf('report', await command('report', ...fleet, '--json'));
    const real = {
      [exampleIds.instance]: first,
      [exampleIds.window]: windows[0].id,
      [exampleIds.command]: commandId,
      [exampleIds.execution]: report.run.split('/').at(-1),
    };
    // Those that have a Region of this machine, that go on for ever, and those of the pattern, which is another stack.
    const elsewhere =
      /wakepatch (up|down|reset|demo|doctor|deploy|completions|console)\b|--follow|--open|^wakepatch run$|--last/;
    const lines = (await loadCommands()).flatMap(({ examples }) => examples.map(({ line }) => line));
    const wanted = lines.filter((line) => !elsewhere.test(line));
    assert.ok(wanted.length >= 18);
    for (const line of wanted) {
      const typed = Object.entries(real).reduce((text, [example, id]) => text.replaceAll(example, id), line);
      const { PATH = '' } = process.env;
      // The Region is one of this process, so that nothing may wait for the shell.
      const { code, stderr } = await inShell(
        typed,
        { ...environment, PATH: `${bin}${delimiter}${PATH}`, HOME: bin },
        bin,
      );
      assert.equal(code, 0, `${typed}: ${stderr}`);
    }
  });

  async function environmentOf(name: string, Action: readonly string[]) {
    const allowed = await clientsAllowed(region, name, { Action, Resource: '*' });
    const { accessKeyId, secretAccessKey, sessionToken = '' } = await allowed.sts.config.credentials();
    return {
      ...environment,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }
});
