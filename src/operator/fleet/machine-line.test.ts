import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TAG } from '../../maintenance/rules/tags.ts';
import type { Seen } from './inventory.ts';
import { type Circumstances, lastOf, machineLine, outcomeIn, type Reported } from './machine-line.ts';

const now = new Date('2026-02-01T00:00:00Z');
const day = 86_400_000;
const at = (days: number) => new Date(now.getTime() + days * day);
const circumstances: Circumstances = {
  now,
  objectiveDays: 35,
  window: { opens: at(1), ends: new Date(at(1).getTime() + 4 * 3_600_000) },
  cutoffMinutes: 60,
  expectedMinutes: 30,
  afterPatching: 'RestoreFoundState',
  excludeTagKey: 'wakepatch:exclude',
};
const seen = (tags: Seen['tags'] = {}, more: Partial<Seen> = {}): Seen => ({
  id: 'i-1',
  state: 'stopped',
  tags: { [TAG.verified]: at(-3).toISOString(), ...tags },
  stoppable: true,
  hibernated: false,
  ...more,
});
const lineOf = (...[tags, more, known = {}]: [Seen['tags']?, Partial<Seen>?, Parameters<typeof machineLine>[1]?]) =>
  machineLine(seen(tags, more), known, circumstances);

describe('what of a machine needs a person', () => {
  test('is nothing where it was verified within the objective', () => {
    const line = lineOf({ [TAG.outcome]: 'Patched Installed' });
    assert.deepEqual([line.attention, line.days, line.outcome, line.reason], [undefined, 3, 'Patched', 'Installed']);
  });

  test('is first of all that it was woken, and is on, and nobody has it any more', () => {
    const expired = { [`${TAG.lease}x`]: `stopped ${at(-1).toISOString()}` };
    assert.equal(lineOf(expired, { state: 'running' }).attention, 'alarm');
    assert.equal(lineOf(expired, { state: 'stopped' }).attention, undefined);
    const live = { [`${TAG.lease}y`]: `stopped ${at(1).toISOString()}` };
    assert.equal(lineOf({ ...expired, ...live }, { state: 'running' }).attention, undefined, 'another has it');
    assert.equal(lineOf({ ...expired, [TAG.hold]: '' }, { state: 'running' }).attention, undefined, 'people hold it');
    const running = { [`${TAG.lease}z`]: `running ${at(-1).toISOString()}` };
    assert.equal(lineOf(running, { state: 'running' }).attention, undefined, 'it was found running');
  });

  test('is a failure, until a run comes to something else; what was left awake is one until it is off', () => {
    assert.equal(lineOf({ [TAG.outcome]: 'WakeFailed KeyUnusable' }).attention, 'failed');
    assert.equal(lineOf({ [TAG.outcome]: 'LeftAwake InstanceNotStopped' }, { state: 'running' }).attention, 'alarm');
    assert.equal(lineOf({ [TAG.outcome]: 'LeftAwake InstanceNotStopped' }).attention, undefined);
  });

  test('is that it is longer without a verified patch than the objective allows, or was never verified', () => {
    assert.equal(lineOf({ [TAG.verified]: at(-36).toISOString() }).attention, 'stale');
    assert.equal(lineOf({ [TAG.verified]: undefined }).attention, 'stale');
    const { attention, isStale } = lineOf({ [TAG.verified]: undefined, [TAG.outcome]: 'WakeFailed KeyUnusable' });
    assert.deepEqual([attention, isStale], ['failed', true], 'a failure weighs more');
  });
});

describe('the last run of a machine', () => {
  const skipped: Reported = { outcome: 'Skipped', reason: 'NotEnoughTime' };

  test('is what the newest report passed it over for, since no tag tells of that', () => {
    assert.equal(lastOf({ [TAG.outcome]: 'Patched Installed' }, skipped)?.reason, 'NotEnoughTime');
    assert.equal(lastOf({}, skipped)?.outcome, 'Skipped');
  });

  test('is the tag where a maintenance by itself came after the run', () => {
    const reported: Reported = { outcome: 'PatchFailed', reason: 'CommandFailed' };
    assert.equal(lastOf({ [TAG.outcome]: 'Patched Installed' }, reported)?.outcome, 'Patched');
    const since = { [TAG.outcome]: 'Patched Installed', [TAG.verified]: at(-1).toISOString() };
    assert.equal(lastOf(since, skipped, at(-2))?.outcome, 'Patched');
    assert.equal(lastOf(since, skipped, at(-0.5))?.outcome, 'Skipped');
  });

  test('stays a failure when the next run passes it over', () => {
    assert.equal(lastOf({ [TAG.outcome]: 'PatchFailed CommandFailed' }, skipped)?.outcome, 'PatchFailed');
  });

  test('is unknown where people wrote what is no outcome', () => {
    for (const tag of ['', '<b>x</b>', 'patched', 'toString x'])
      assert.equal(outcomeIn({ [TAG.outcome]: tag }), undefined);
  });
});

describe('whether the next window passes a machine over', () => {
  test('is told with the reason, as far as it is known now', () => {
    const reason = (...[tags, more]: [Seen['tags']?, Partial<Seen>?]) => lineOf(tags, more).passedOver;
    assert.equal(reason(), undefined);
    assert.equal(reason({ 'wakepatch:exclude': '' }), 'Excluded');
    assert.equal(reason({ [TAG.hold]: at(2).toISOString() }), 'Held');
    assert.equal(reason({ [TAG.hold]: at(0.5).toISOString() }), undefined, 'the hold is over by then');
    assert.equal(reason({}, { hibernated: true }), 'Hibernated');
    assert.equal(reason({}, { stoppable: false }), 'CannotBeStopped');
    assert.equal(reason({ [TAG.timing]: '40 18000 20' }), 'NotEnoughTime');
  });

  test('is not told where no window comes', () => {
    assert.equal(
      machineLine(seen({ [TAG.hold]: '' }), {}, { ...circumstances, window: undefined }).passedOver,
      undefined,
    );
  });
});

test('a machine that is leased is found as its lease says, and held as its tag says', () => {
  const line = lineOf(
    { [`${TAG.lease}x`]: `stopped ${at(1).toISOString()}`, [TAG.hold]: 'released' },
    { state: 'running' },
  );
  assert.deepEqual([line.found, line.lease?.owner, line.hold], ['stopped', 'x', 'released']);
});

test('the patch state tells how many patches are missing; where it is not known, the report does', () => {
  const reported: Reported = {
    outcome: 'NonCompliant',
    reason: 'PatchesMissing',
    missing: 2,
    leftOn: 'UserLoggedIn: alice',
  };
  assert.equal(lineOf({}, {}, { reported, missing: 0 }).missing, 0);
  assert.equal(lineOf({}, {}, { reported }).missing, 2);
  assert.equal(lineOf({}, {}, { reported }).leftOn, undefined, 'it is off by now');
  assert.equal(lineOf({}, { state: 'running' }, { reported }).leftOn, 'UserLoggedIn: alice');
});
