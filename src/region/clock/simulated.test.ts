import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedClock } from './simulated.ts';

const hour = 3_600_000;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('time jumps to the next alarm, in the order of times and then of setting', async () => {
  const clock = simulatedClock(0);
  const rung: string[] = [];
  clock.at(2 * hour, () => rung.push('second'));
  clock.at(hour, () => rung.push('first'));
  clock.at(2 * hour, () => rung.push('third'));
  await clock.sleep(3 * hour);
  assert.deepEqual(rung, ['first', 'second', 'third']);
  assert.equal(clock.now(), 3 * hour);
});

test('its milliseconds are whole, and no alarm rings early', async () => {
  const clock = simulatedClock(0);
  await clock.sleep(1.5);
  assert.equal(clock.now(), 2);
});

test('a cancelled alarm does not ring', async () => {
  const clock = simulatedClock(0);
  clock.at(hour, () => assert.fail('it rang'))();
  await clock.sleep(2 * hour);
});

test('while work is busy time stands still, except while that work sleeps', async () => {
  const clock = simulatedClock(0);
  const other = clock.sleep(hour).then(() => clock.now());
  await clock.busy(async () => {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
    assert.equal(clock.now(), 0);
    await clock.sleep(10 * hour);
    assert.equal(clock.now(), 10 * hour);
    for (let turn = 0; turn < 10; turn++) await nextTurn();
    assert.equal(clock.now(), 10 * hour);
  });
  assert.equal(await other, hour);
});

test('two pieces of work that sleep wake in the order of their times', async () => {
  const clock = simulatedClock(0);
  const woken: number[] = [];
  const work = (milliseconds: number) =>
    clock.busy(async () => {
      await clock.sleep(milliseconds);
      woken.push(clock.now());
    });
  await Promise.all([work(3 * hour), work(hour), work(2 * hour)]);
  assert.deepEqual(woken, [hour, 2 * hour, 3 * hour]);
});

test('work that waits for somebody else lets time pass', async () => {
  const clock = simulatedClock(0);
  const gate = Promise.withResolvers<void>();
  clock.at(hour, gate.resolve);
  await clock.busy(() => clock.idle(() => gate.promise));
  assert.equal(clock.now(), hour);
});

test('an aborted sleep rejects with the reason of its signal', async () => {
  const clock = simulatedClock(0);
  const controller = new AbortController();
  const sleeping = clock.busy(() => clock.sleep(hour, controller.signal));
  controller.abort(new Error('enough'));
  await assert.rejects(sleeping, /enough/);
});

test('it runs no further ahead of who asks than it may, and on when somebody asks again', async () => {
  const stood: number[] = [];
  const clock = simulatedClock(0, { ahead: 5 * hour, stands: (time) => stood.push(time / hour) });
  const rung: number[] = [];
  for (let time = 2 * hour; time <= 12 * hour; time += 2 * hour) clock.at(time, () => rung.push(clock.now() / hour));
  const standstill = async () => {
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    return clock.now() / hour;
  };
  assert.equal(await standstill(), 5);
  assert.deepEqual(rung, [2, 4]);
  clock.attend();
  assert.equal(await standstill(), 10);
  assert.deepEqual(rung, [2, 4, 6, 8, 10]);
  clock.attend();
  assert.equal(await standstill(), 12, 'nothing is left to come');
  assert.deepEqual(stood, [5, 10]);
});

test('an alarm that was cancelled does not hold it up, nor let it run to its horizon', async () => {
  const clock = simulatedClock(0, { ahead: hour });
  clock.at(2 * hour, () => assert.fail('it rang'))();
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  assert.equal(clock.now(), 0);
});

test('until an instant that is named it runs with nobody asking', async () => {
  const clock = simulatedClock(0, { ahead: hour, until: 9 * hour });
  await clock.sleep(9 * hour);
  assert.equal(clock.now(), 9 * hour);
});

test('a time that it goes on from counts as being asked', async () => {
  const clock = simulatedClock(0, { ahead: 2 * hour });
  clock.resume(10 * hour);
  await clock.sleep(2 * hour);
  assert.equal(clock.now(), 12 * hour);
});
