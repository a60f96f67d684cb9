import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inUse, type LeftOn, type Use } from './in-use.ts';
import type { Instance } from './instance-state.ts';
import { leaseTag, TAG } from './tags.ts';

const now = new Date('2030-01-31T02:20:00Z');
const launchTime = new Date('2030-01-31T02:00:05Z');
const lease = leaseTag({ owner: 'mine', found: 'stopped', until: new Date('2030-01-31T04:00:00Z') });
const tags = { [lease.Key]: lease.Value };
const instance: Instance = { state: 'running', launchTime, tags, stoppable: true, hibernated: false };
const use: Use = { now, owner: 'mine', launchTime, sessions: [], users: [] };

test('an instance that is as it was woken is used by nobody, and may be stopped', () => {
  assert.equal(inUse(instance, use), undefined);
});

test('nor is one that never got as far as a launch', () => {
  assert.equal(inUse({ ...instance, launchTime: undefined }, use), undefined);
  assert.equal(inUse(instance, { ...use, launchTime: undefined }), undefined);
});

/** From the gravest on. */
const cases: [Partial<Instance>, Partial<Use>, LeftOn][] = [
  [{ tags: {} }, {}, { reason: 'LeaseGone', who: 'whoever took the lease away' }],
  [
    { launchTime: new Date('2030-01-31T02:10:00Z') },
    {},
    { reason: 'StartedAnew', who: 'whoever started it at 2030-01-31T02:10:00.000Z' },
  ],
  [{ tags: { ...tags, [TAG.hold]: '2030-02-01' } }, {}, { reason: 'Held', who: 'whoever holds it until 2030-02-01' }],
  [{}, { sessions: ['ann', 'bob'] }, { reason: 'SessionOpen', who: 'ann, bob' }],
  [{}, { users: ['root', 'ann'] }, { reason: 'UserLoggedIn', who: 'root, ann' }],
];

describe('an instance is left on', () => {
  for (const [seen, told, leftOn] of cases)
    test(`${leftOn.reason}: ${leftOn.who}`, () => {
      assert.deepEqual(inUse({ ...instance, ...seen }, { ...use, ...told }), leftOn);
    });

  test('for the first of these reasons', () => {
    for (const [index, [, , leftOn]] of cases.entries()) {
      const rest = cases.slice(index).toReversed();
      const seen = Object.assign({}, instance, ...rest.map(([one]) => one));
      assert.deepEqual(inUse(seen, Object.assign({}, use, ...rest.map(([, one]) => one))), leftOn);
    }
  });

  test('if somebody else has a lease now', () => {
    const other = leaseTag({ owner: 'other', found: 'running', until: now });
    assert.equal(inUse({ ...instance, tags: { [other.Key]: other.Value } }, use)?.reason, 'LeaseGone');
  });

  test('if it is held without a date', () => {
    assert.equal(inUse({ ...instance, tags: { ...tags, [TAG.hold]: '' } }, use)?.reason, 'Held');
  });
});
