import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Disk, DiskStore } from './disk.ts';
import { simulatedDriver } from './driver.ts';

/** Disks as a process that dies leaves them: what was written, not what was meant. */
function store(): DiskStore {
  const written = new Map<string, string>();
  return {
    read: (id) => (written.has(id) ? (JSON.parse(written.get(id)!) as Disk) : undefined),
    write: (id, disk) => void written.set(id, JSON.stringify(disk)),
    remove: (id) => void written.delete(id),
    ids: () => [...written.keys()],
    close() {},
    snapshots: { read: () => undefined, write: () => {}, remove: () => {}, ids: () => [], close() {} },
  };
}

/** A sleep that ends at once, but for the one that takes as long as is said: that one never ends. */
function sleeper(endless?: number) {
  const slept: number[] = [];
  const reached = Promise.withResolvers<void>();
  const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    slept.push(milliseconds);
    if (milliseconds !== endless) return Promise.resolve();
    reached.resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  return { slept, sleep, reached: reached.promise };
}

async function machine(disks: DiskStore, sleep: ReturnType<typeof sleeper>['sleep']) {
  const driver = simulatedDriver({ disks, sleep });
  const { image } = await driver.prepareImage(() => {});
  await driver.create('i-1', { image, hostname: 'demo' });
  await driver.start('i-1');
  await Promise.resolve(); // the agent comes when the boot's sleep is over
  return driver;
}

describe('a simulated machine', () => {
  const script = 'echo first\napt-get update\nsleep 30\necho last';
  const command = { key: 'script', argv: ['sh', '-c', script], timeoutSeconds: 3600 };

  test('goes on with a script where it was when the process died, and repeats nothing', async () => {
    const disks = store();
    const before = sleeper(30_000);
    const driver = await machine(disks, before.sleep);
    const cut = driver.exec('i-1', command);
    await before.reached;
    await Promise.all([assert.rejects(cut, { code: 'EngineUnavailable' }), driver.close()]);

    const after = sleeper();
    const { exitCode, stdout } = await simulatedDriver({ disks, sleep: after.sleep }).exec('i-1', command);

    assert.equal(exitCode, 0);
    assert.equal(stdout.match(/first|Hit:1|last/g)?.join(), 'first,Hit:1,last');
    assert.deepEqual(after.slept, [30_000]);
  });

  test('takes as long as its programs do, up to the time limit', async () => {
    const { slept, sleep } = sleeper();
    const driver = await machine(store(), sleep);
    await assert.rejects(driver.exec('i-1', { ...command, timeoutSeconds: 11 }), { code: 'CommandTimedOut' });
    assert.deepEqual(slept, [2000, 1000, 10_000]);
  });

  test('stops at the first failure after set -e, and not at one that is expected', async () => {
    const driver = await machine(store(), sleeper().sleep);
    const run = (key: string, lines: string) =>
      driver.exec('i-1', { key, argv: ['sh', '-c', lines], timeoutSeconds: 60 });
    assert.equal((await run('a', 'set -e\nfalse || echo handled\nfalse\necho never')).stdout, 'handled\n');
    assert.equal((await run('b', 'false\necho goes on')).stdout, 'goes on\n');
    assert.equal((await run('c', 'true && exit 7; echo never')).exitCode, 7);
    assert.match((await run('d', 'cat /etc/hostname &')).stderr, /`&` is not supported/);
  });

  test('takes no command before its agent answers', async () => {
    const { sleep } = sleeper(2000);
    const driver = await machine(store(), sleep);
    assert.equal(await driver.status('i-1'), 'running');
    await assert.rejects(driver.exec('i-1', command), { code: 'MachineNotReady' });
    await driver.destroy('i-1');
  });
});
