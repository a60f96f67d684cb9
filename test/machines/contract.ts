import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { MachineCommand, MachineDriver, MachineErrorCode } from '../../src/region/machines/driver.ts';

export interface Suite {
  /** A driver on the same data each time it is called: the second one stands for the Region after its restart. */
  open(): MachineDriver;
  /** How a time limit of the test is to be understood: boots take from milliseconds to half a minute. */
  bootTimeoutSeconds: number;
  /** Whether its commands are processes of a real system. */
  processes: boolean;
}

/** What every driver promises in src/region/machines/driver.ts, tried on real machines. */
export function machineContract(name: string, suite: Suite): void {
  describe(`a ${name} machine`, () => {
    const id = `i-${randomBytes(4).toString('hex')}`;
    let driver: MachineDriver;
    let image: string;

    const exec = (key: string, argv: string[], more: Partial<MachineCommand> = {}) =>
      driver.exec(id, { key, argv, timeoutSeconds: 120, ...more });
    const rejects = (promise: Promise<unknown>, code: MachineErrorCode) =>
      assert.rejects(promise, (error: Error & { code?: string }) => {
        assert.equal(error.code, code, error.stack);
        assert.match(error.message, /\. .+\.$/, 'one sentence on the cause, one on the way out');
        return true;
      });

    async function untilReady(): Promise<void> {
      const deadline = Date.now() + suite.bootTimeoutSeconds * 1000;
      while (!(await driver.ready(id))) {
        assert.ok(Date.now() < deadline, `${id} did not become ready in ${suite.bootTimeoutSeconds} s`);
        await delay(20);
      }
    }

    before(async () => {
      driver = suite.open();
      const { available, reason } = await driver.probe();
      assert.ok(available, reason);
      ({ image } = await driver.prepareImage(() => {}));
    });

    after(async () => {
      await driver.destroy(id);
      await driver.close();
    });

    test('is made from the prepared image only', async () => {
      await rejects(driver.create(id, { image: 'no-such-image', hostname: 'demo' }), 'ImageMissing');
    });

    test('is absent until it is created, then stopped', async () => {
      assert.equal(await driver.status(id), 'absent');
      assert.equal(await driver.ready(id), false);
      await rejects(driver.start(id), 'NoSuchMachine');
      await rejects(driver.stop(id), 'NoSuchMachine');
      await rejects(exec('absent', ['true']), 'NoSuchMachine');
      await rejects(driver.kill(id, 'absent'), 'NoSuchMachine');

      await driver.create(id, { image, hostname: 'demo' });
      await driver.create(id, { image, hostname: 'demo' });

      assert.equal(await driver.status(id), 'stopped');
      assert.ok((await driver.list()).includes(id));
    });

    test('takes no command and no reboot while it is stopped', async () => {
      await driver.stop(id);
      await rejects(exec('stopped', ['true']), 'MachineNotRunning');
      await rejects(driver.kill(id, 'stopped'), 'MachineNotRunning');
      await rejects(driver.reboot(id), 'MachineNotRunning');
      assert.equal(await driver.bootId(id), undefined);
    });

    test('starts, and starting it again changes nothing', async () => {
      await driver.start(id);
      assert.equal(await driver.status(id), 'running');
      await untilReady();
      const boot = await driver.bootId(id);
      assert.ok(boot);
      await driver.start(id);
      assert.equal(await driver.bootId(id), boot);
    });

    test('answers with what a command printed and its exit code', async () => {
      const script = 'echo out; cat /etc/missing; exit 3';
      const result = await exec('simple', ['sh', '-c', script]);
      assert.equal(result.exitCode, 3);
      assert.equal(result.stdout, 'out\n');
      assert.match(result.stderr, /\/etc\/missing: No such file or directory/);
    });

    test('has the host name and the environment it was given', async () => {
      assert.equal((await exec('hostname', ['hostname'])).stdout, 'demo\n');
      const greeting = await exec('environment', ['sh', '-c', 'echo "$GREETING"'], {
        environment: { GREETING: "it's  grüezi" },
      });
      assert.equal(greeting.stdout, "it's  grüezi\n");
    });

    test('passes arguments as they are, with no shell in between', async () => {
      const words = ['a b', '$HOME', '"', "'", '', '*', ';true', 'ü'];
      assert.equal((await exec('arguments', ['echo', ...words])).stdout, `${words.join(' ')}\n`);
    });

    test('answers 127 for a program that is not there', async () => {
      assert.equal((await exec('missing', ['no-such-program'])).exitCode, 127);
    });

    test('runs a command once for its key, and keeps the result', async () => {
      const first = await exec('once', ['sh', '-c', 'echo first']);
      assert.equal(first.stdout, 'first\n');
      assert.deepEqual(await exec('once', ['sh', '-c', 'echo second']), first);
    });

    test('gives two callers of the same key the one result', async () => {
      const [one, other] = await Promise.all([
        exec('both', ['sh', '-c', 'sleep 1; echo one']),
        exec('both', ['sh', '-c', 'echo other']),
      ]);
      assert.deepEqual(one, other);
    });

    test('runs commands side by side', async () => {
      const results = await Promise.all(['a', 'b', 'c'].map((word) => exec(`beside-${word}`, ['echo', word])));
      assert.deepEqual(
        results.map((result) => result.stdout),
        ['a\n', 'b\n', 'c\n'],
      );
    });

    test('kills a command that runs for too long', async () => {
      const slow = exec('slow', ['sh', '-c', 'echo begun; sleep 300; echo never'], { timeoutSeconds: 1 });
      await rejects(slow, 'CommandTimedOut');
      await slow.catch((error) => assert.equal(error.output.stdout, 'begun\n'));
    });

    test('kills a command that somebody wants to end, with what it has begun, and keeps what it had printed', async () => {
      const key = 'ended';
      const begun = exec(key, ['sh', '-c', 'echo begun; sleep 86399; echo never']);
      const answer = rejects(begun, 'CommandKilled');
      await exec('ended-has-begun', ['sleep', '1']);

      await driver.kill(id, key);

      await answer;
      await begun.catch((error) => assert.equal(error.output.stdout, 'begun\n'));
      await driver.kill(id, key);
      await rejects(exec(key, ['true']), 'CommandKilled');
      if (!suite.processes) return;
      const list = 'for f in /proc/[0-9]*/cmdline; do tr "\\0" " " <"$f"; echo; done 2>/dev/null | grep "^sleep 86399"';
      assert.equal((await exec('ended-children', ['sh', '-c', list])).stdout, '', 'its children are gone');
    });

    test('never begins a command that was killed before it could', async () => {
      await driver.kill(id, 'unborn');
      await rejects(exec('unborn', ['true']), 'CommandKilled');
    });

    test('leaves a command that has come to its end as it is', async () => {
      await driver.kill(id, 'once');
      assert.equal((await exec('once', ['false'])).stdout, 'first\n');
    });

    test('ends a command that another process has begun', async () => {
      const waiting = new AbortController();
      const command = { key: 'orphan', argv: ['sh', '-c', 'echo begun; sleep 86398'], timeoutSeconds: 60 };
      const call = assert.rejects(driver.exec(id, command, waiting.signal), /the Region ends/);
      await exec('orphan-has-begun', ['sleep', '1']);
      waiting.abort(new Error('the Region ends'));
      await call;
      await driver.close();

      driver = suite.open();
      await driver.kill(id, command.key);

      const again = driver.exec(id, command);
      await rejects(again, 'CommandKilled');
      await again.catch((error) => assert.equal(error.output.stdout, 'begun\n'));
    });

    test('goes on with a command when the caller stops waiting or the Region dies', async () => {
      const waiting = new AbortController();
      const command = { key: 'survivor', argv: ['sh', '-c', 'sleep 4; echo survived'], timeoutSeconds: 60 };
      const call = driver.exec(id, command, waiting.signal);
      setTimeout(() => waiting.abort(new Error('the Region ends')), 300);
      await assert.rejects(call, /the Region ends/);
      await driver.close();

      driver = suite.open();

      assert.equal(await driver.status(id), 'running');
      assert.equal((await driver.exec(id, command)).stdout, 'survived\n');
    });

    test('reboots: the command it runs is lost, its disk stays, its boot identity is another', async () => {
      const boot = await driver.bootId(id);
      const answer = rejects(exec('lost', ['sleep', '60']), 'CommandLost');
      await exec('lost-has-begun', ['sleep', '1']);

      await driver.reboot(id);

      await answer;
      await untilReady();
      await rejects(exec('lost', ['true']), 'CommandLost');
      await driver.kill(id, 'lost');
      await rejects(exec('lost', ['true']), 'CommandLost');
      assert.equal((await exec('once', ['false'])).stdout, 'first\n');
      assert.notEqual(await driver.bootId(id), boot);
    });

    test('has security updates pending and installs them', async () => {
      const upgrade = async (key: string) => {
        const { stdout } = await exec(key, ['apt-get', '-s', 'dist-upgrade']);
        return [...stdout.matchAll(/^Inst (\S+) \[(\S+)\] \((\S+) .*Debian-Security/gm)].map((line) => line.slice(1));
      };
      const version = async (key: string, name: string) =>
        (await exec(key, ['dpkg-query', '-W', '-f', '$' + '{Version}', name])).stdout;

      assert.equal((await exec('update', ['apt-get', 'update'])).exitCode, 0);
      const pending = await upgrade('before');
      assert.ok(pending.length >= 3, `pending: ${JSON.stringify(pending)}`);
      const [name = '', old, wanted] = pending.find(([candidate]) => candidate === 'openssl') ?? [];
      assert.equal(await version('version-before', name), old);

      const install = ['apt-get', 'install', '-y', '--only-upgrade', `${name}=${wanted}`];
      const environment = { DEBIAN_FRONTEND: 'noninteractive' };
      const installed = await exec('install', install, { environment });
      assert.equal(installed.exitCode, 0, installed.stderr);

      assert.equal(await version('version-after', name), wanted);
      const left = await upgrade('after');
      assert.equal(
        left.find(([candidate]) => candidate === name),
        undefined,
      );
    });

    test('describes its packages as dpkg and apt do', async () => {
      const format = ['Package', 'Version', 'Architecture', 'db:Status-Abbrev']
        .map((field) => `$\{${field}}`)
        .join('\\t');
      const packages = (await exec('packages', ['dpkg-query', '-W', '-f', `${format}\\n`])).stdout
        .split('\n')
        .slice(0, -1);
      assert.ok(packages.length > 15);
      for (const line of packages) assert.match(line, /^[a-z0-9+.-]+\t\S+\t(amd64|arm64|all)\tii $/);
      const shown = (await exec('shown', ['apt-cache', 'show', '--no-all-versions', 'openssl', 'tzdata'])).stdout;
      assert.deepEqual(shown.match(/^(Package|Section|Priority): .*$/gm)?.sort(), [
        'Package: openssl',
        'Package: tzdata',
        'Priority: optional',
        'Priority: required',
        'Section: localization',
        'Section: utils',
      ]);
      assert.equal((await exec('no-reboot', ['test', '-f', '/var/run/reboot-required'])).exitCode, 1);
    });

    test('can be copied, where its kind can: a machine that is made of the copy has what it had', async (t) => {
      if (driver.snapshot === undefined) return t.skip('machines of this kind are not copied');
      const [name, copy] = [`snap-${id.slice(2)}`, `${id}-copy`];
      try {
        assert.equal((await exec('mark', ['sh', '-c', 'echo before >/var/log/mark'])).exitCode, 0);
        const snapshot = await driver.snapshot(id, name);
        assert.equal((await exec('change', ['sh', '-c', 'echo after >/var/log/mark'])).exitCode, 0);
        assert.equal(await driver.snapshot(id, name), snapshot, 'there is one of that name');
        assert.deepEqual(await driver.snapshots!(), [name]);
        await rejects(driver.snapshot('i-0', `${name}-0`), 'NoSuchMachine');
        await driver.create(copy, { image: snapshot, hostname: 'copy' });
        await driver.start(copy);
        const deadline = Date.now() + suite.bootTimeoutSeconds * 1000;
        while (!(await driver.ready(copy)) && Date.now() < deadline) await delay(20);
        const read = { key: 'read', argv: ['cat', '/var/log/mark'], timeoutSeconds: 60 };
        assert.equal((await driver.exec(copy, read)).stdout, 'before\n');
      } finally {
        await driver.destroy(copy);
        await driver.removeSnapshot!(name);
        await driver.removeSnapshot!(name);
      }
      assert.deepEqual(await driver.snapshots!(), []);
    });

    test('stops, and stopping it again changes nothing', async () => {
      await driver.stop(id);
      await driver.stop(id);
      assert.equal(await driver.status(id), 'stopped');
      assert.equal(await driver.ready(id), false);
    });

    test('is gone after it was destroyed, though it runs', async () => {
      await driver.start(id);
      await driver.destroy(id);
      await driver.destroy(id);
      assert.equal(await driver.status(id), 'absent');
      assert.ok(!(await driver.list()).includes(id));
    });
  });
}
