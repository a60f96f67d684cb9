/**
 * What the README says to type, typed: the walk-through on containers with the AWS CLI, the part for AWS against a Region
 * with simulated machines.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../../src/aws/data-dir.ts';
import { runningRegion } from '../../src/aws/region-file.ts';
import { stopRunning } from '../../src/cli/region-process.ts';
import { destroyMachines } from '../../src/region/host.ts';
import { openTestRegion } from '../region.ts';
import { freePort } from './walkthrough/free-port.ts';
import { commandsForAws, tableOfCommands, walkThrough } from './walkthrough/readme.ts';
import { openShell, type Shell } from './walkthrough/shell.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A new terminal: no variable of AWS is set, and `aws` is Debian's, whatever others there are. */
function terminal(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(inherited),
    PATH: `/usr/bin:${process.env.PATH}`,
    AWS_CONFIG_FILE: '/dev/null',
    ...more,
  };
}

/** What can be seen at each step of the walk-through, from what it prints or by looking further. */
const seen: Record<string, (output: string, shell: Shell) => void | Promise<void>> = {
  '1. Start a Region': (output) => assert.match(output, /"Arn": "arn:aws:iam::123456789012:root"/),

  '2. Create the stack, and watch its events'(output) {
    assert.match(output, /^\S+\tCREATE_COMPLETE\tMaintenanceWindowTask$/m);
    assert.match(output, /^\S+\tCREATE_COMPLETE\twakepatch$/m);
    assert.match(output, /^mw-[0-9a-f]{17} arn:aws:states:\S+ i-[0-9a-f]{17}$/m);
  },

  '3. View the window and its history'(output) {
    assert.match(output, /"Schedule": "rate\(30 minutes\)"/);
    assert.match(output, /^\S+\tSUCCESS\tNo tasks to execute\.$/m);
  },

  '4. Send the instance to sleep': (output) => assert.equal(output, 'stopping\n'),

  '5. Restart the window': (output) => assert.match(output, /^false\ntrue\narn:aws:states:\S+:execution:\S+\n$/),

  '6. Follow the execution, state by state'(output) {
    assert.match(output, /^SUCCEEDED$/m);
    const steps = [...output.matchAll(/^ +(\d+) (.+)$/gm)].map(([, times, step]) => [step, Number(times)]);
    const [found, start, ready, patch, polls, stop, stopped] = steps;
    assert.deepEqual(
      [found, start, patch, stop],
      [
        ['Look at Instance', 1],
        ['Start Instance', 1],
        ['Patch Instance', 1],
        ['Stop Instance', 1],
      ],
    );
    assert.deepEqual([ready?.[0], polls?.[0], stopped?.[0]], ['Poll Instance', 'Poll Patch', 'Poll Stop']);
  },

  '7. Read what the patch command said'(output) {
    assert.match(output, /^[0-9a-f]{8}-[0-9a-f-]{27}\n/, 'the commandId');
    assert.match(output, /^Upgraded: \S+ \S+ -> \S+$/m);
    assert.match(output, /^MissingCount +: 0$/m);
    assert.match(output, /^FailedCount +: 0$/m);
    assert.match(output, /^InstalledCount +: [1-9]/m);
  },

  '8. See that the instance is stopped again': (output) => assert.match(output, /^i-[0-9a-f]{17}\tstopped\n$/),

  async '9. Delete the stack'(output, shell) {
    assert.equal(output, 'false\n');
    const stack = await shell.run('aws cloudformation describe-stacks --stack-name wakepatch 2>&1 || true');
    assert.match(stack, /Stack with id wakepatch does not exist/);
  },

  '10. Stop the Region': (output) => assert.match(output, /is down\.$/m),
};

describe('the README', { concurrency: true }, () => {
  test('the walk-through does what it says, and leaves nothing', async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-walkthrough-'));
    const port = String(await freePort());
    const shell = openShell(checkout, terminal({ WAKEPATCH_DATA: dataDir }));
    t.after(async () => {
      await shell.close();
      await stopRunning(dataDir);
      await destroyMachines(dataDir, cacheDir());
      await rm(dataDir, { recursive: true });
    });
    const steps = walkThrough();
    assert.deepEqual(
      steps.map(({ title }) => title),
      Object.keys(seen),
    );

    for (const { title, commands } of steps)
      await t.test(title, async () => {
        const typed = commands
          .replace('up --port 4566', 'up --machines container --port 4566')
          .replaceAll('4566', port);
        await seen[title]?.(await shell.run(typed), shell);
      });

    assert.equal(runningRegion(dataDir), undefined);
    assert.equal(await destroyMachines(dataDir, cacheDir()), 0);
  });

  test('what it says for AWS deploys the template for instances with a tag, and removes it', async (t) => {
    const region = await openTestRegion({ time: 'real' });
    t.after(() => region.close());
    const { accessKeyId, secretAccessKey } = region.region.credentials;
    const shell = openShell(
      checkout,
      terminal({
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_DEFAULT_REGION: 'us-east-1',
        ENDPOINT: region.endpoint,
      }),
    );
    t.after(() => shell.close());
    await shell.run('aws() { command aws --endpoint-url "$ENDPOINT" "$@"; }');
    const [deploy = '', remove = ''] = commandsForAws();

    assert.match(await shell.run(deploy), /^WindowId\tmw-[0-9a-f]{17}$/m);
    const [window] = (await region.clients.ssm.describeMaintenanceWindows({})).WindowIdentities ?? [];
    assert.deepEqual(
      [window?.Name, window?.Schedule, window?.ScheduleTimezone],
      ['wakepatch-window', 'cron(0 2 ? * SUN *)', 'Europe/Berlin'],
    );
    const { Targets } = await region.clients.ssm.describeMaintenanceWindowTargets({ WindowId: window?.WindowId });
    assert.deepEqual(Targets?.[0]?.Targets, [{ Key: 'tag:PatchWhen', Values: ['asleep'] }]);

    await shell.run(remove);
    assert.deepEqual((await region.clients.ssm.describeMaintenanceWindows({})).WindowIdentities, []);
    assert.deepEqual((await region.clients.iam.listRoles({})).Roles, []);
  });

  test('its table of commands has each command, with what that says of itself', async () => {
    const files = await readdir(join(checkout, 'src/cli/commands'));
    const commands = files.filter((file) => !file.endsWith('.test.ts')).map((file) => basename(file, '.ts'));
    assert.deepEqual(
      tableOfCommands()
        .map(([name]) => name)
        .sort(),
      commands.sort(),
    );
    for (const [name, description] of tableOfCommands()) {
      const { default: command } = await import(`../../src/cli/commands/${name}.ts`);
      assert.equal(description, command.meta.description);
    }
  });
});
