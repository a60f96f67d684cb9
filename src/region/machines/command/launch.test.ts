import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandCall, killCall } from './launch.ts';

const command = { key: 'c-1.install', argv: ['apt-get', 'update'], timeoutSeconds: 0.4 };

describe('the launcher of commands', () => {
  test('is told the key, the whole seconds, the environment and the command', () => {
    const { argv: args } = commandCall({ ...command, environment: { DEBIAN_FRONTEND: 'noninteractive', EMPTY: '' } });
    assert.deepEqual(args.slice(0, 2), ['perl', '-e']);
    assert.deepEqual(args.slice(3), [
      ...['--', 'c-1.install', '1', 'DEBIAN_FRONTEND=noninteractive', 'EMPTY='],
      ...['--', 'apt-get', 'update'],
    ]);
  });

  for (const key of ['', '../etc', 'a/b', '.lock', 'a b', 'x'.repeat(129)]) {
    test(`refuses the key "${key.slice(0, 10)}", which is no file's name`, () => {
      assert.throws(() => commandCall({ ...command, key }), /not a command's key/);
      assert.throws(() => killCall(key), /not a command's key/);
    });
  }

  test('refuses to run without a time limit', () => {
    assert.throws(() => commandCall({ ...command, timeoutSeconds: 0 }), /not a time limit/);
  });

  test('says in its first line how it went; the rest is the output', () => {
    const printed = { stdout: 'exited 3\nexited 4\n', stderr: 'so\n' };
    assert.deepEqual(commandCall(command).read('i-1', printed), { exitCode: 3, stdout: 'exited 4\n', stderr: 'so\n' });
  });

  const verdicts: [stdout: string, code: string][] = [
    ['lost\n', 'CommandLost'],
    ['timed-out\nso far', 'CommandTimedOut'],
    ['killed\nso far', 'CommandKilled'],
    ['refused\n', 'CommandRefused'],
  ];
  for (const [stdout, code] of verdicts) {
    test(`says ${code}`, () => {
      assert.throws(() => commandCall(command).read('i-1', { stdout, stderr: '' }), { code });
    });
  }

  test('ends a command in whatever way it then has ended', () => {
    const { argv, read } = killCall('c-1.install');
    assert.deepEqual(argv.slice(3), ['--', 'c-1.install', 'kill', '--']);
    for (const stdout of ['killed\n', 'exited 0\ndone', 'timed-out\n', 'lost\n'])
      assert.equal(read('i-1', { stdout, stderr: '' }), true);
    assert.throws(() => read('i-1', { stdout: 'refused\n', stderr: 'no room' }), { code: 'CommandRefused' });
  });

  test('has said nothing when it was cut off', () => {
    for (const stdout of ['', 'exi', 'exited 0', 'Error: OCI runtime\n']) {
      assert.equal(commandCall(command).read('i-1', { stdout, stderr: '' }), undefined);
      assert.equal(killCall(command.key).read('i-1', { stdout, stderr: '' }), undefined);
    }
  });
});
