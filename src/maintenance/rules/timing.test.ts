import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TAG } from './tags.ts';
import { firstKnown, timingIn, timingOf, timingTag, typicalOf, UNKNOWN } from './timing.ts';

const timing = (bootSeconds: number, patchSeconds: number, stopSeconds: number) => ({
  bootSeconds,
  patchSeconds,
  stopSeconds,
});
const phases = {
  foundState: 'stopped',
  startedAt: '2030-01-31T02:00:00.000Z',
  readyAt: '2030-01-31T02:00:40.400Z',
  sentAt: '2030-01-31T02:01:00.000Z',
  patchedAt: '2030-01-31T02:11:00.000Z',
  stoppingAt: '2030-01-31T02:12:00.000Z',
  stoppedAt: '2030-01-31T02:12:20.000Z',
};

describe('what an instance took the last time', () => {
  test('is boot, patch and stop, in seconds', () => {
    assert.deepEqual(timingIn({ [TAG.timing]: '40 600 20' }), { bootSeconds: 40, patchSeconds: 600, stopSeconds: 20 });
  });

  test('is 0 for what is not known', () => {
    const unknown = { bootSeconds: 0, patchSeconds: 0, stopSeconds: 0 };
    for (const text of [undefined, '', 'fast']) assert.deepEqual(timingIn({ [TAG.timing]: text }), unknown);
    assert.deepEqual(timingIn({ [TAG.timing]: '40' }), { ...unknown, bootSeconds: 40 });
    assert.deepEqual(timingIn({ [TAG.timing]: '-40 -1 1e9999' }), unknown);
  });

  test('is read as it was written', () => {
    const { Key, Value } = timingTag(timing(40, 600, 20));
    assert.deepEqual(timingIn({ [Key]: Value }), timing(40, 600, 20));
  });
});

describe('what a maintenance took', () => {
  test('is the time between the ends of its phases', () => {
    assert.deepEqual(timingOf(phases), timing(40, 600, 20));
  });

  test('is not known of a phase that did not end', () => {
    assert.deepEqual(timingOf({ ...phases, patchedAt: undefined, stoppedAt: undefined }), timing(40, 0, 0));
    assert.deepEqual(timingOf({}), UNKNOWN);
  });

  test('tells nothing of the boot of what was found running', () => {
    assert.deepEqual(timingOf({ ...phases, foundState: 'running' }), timing(0, 600, 20));
  });

  test('goes before what was known, which counts for the rest', () => {
    assert.deepEqual(firstKnown(timing(40, 0, 0), timing(99, 999, 0)), timing(40, 999, 0));
  });
});

describe('what is typical of several instances', () => {
  test('is the median, phase by phase, so that one that hung for an hour changes little', () => {
    assert.deepEqual(typicalOf([timing(30, 600, 10), timing(50, 7200, 20), timing(40, 700, 30)]), timing(40, 700, 20));
  });

  test('is the lower of the two in the middle: to look too early costs less than to look too late', () => {
    assert.deepEqual(typicalOf([timing(30, 600, 10), timing(50, 900, 20)]), timing(30, 600, 10));
  });

  test('comes from those that know', () => {
    assert.deepEqual(typicalOf([UNKNOWN, timing(0, 600, 10), UNKNOWN]), timing(0, 600, 10));
    assert.deepEqual(typicalOf([]), UNKNOWN);
  });
});
