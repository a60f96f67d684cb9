import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Evidence, isFailure, OUTCOMES, outcomeOf, reasonOf } from './outcome.ts';

const good: Evidence = { sent: true, compliance: 'Clean', changes: 3 };

describe('what a maintenance came to', () => {
  const cases: [string, Partial<Evidence>, string, string][] = [
    ['packages changed and nothing is missing', {}, 'Patched', 'Installed'],
    ['nothing was pending', { changes: 0 }, 'AlreadyCompliant', 'Clean'],
    ['an approved patch is still missing', { compliance: 'PatchesMissing' }, 'NonCompliant', 'PatchesMissing'],
    ['it waits for a reboot', { compliance: 'RebootPending' }, 'NonCompliant', 'RebootPending'],
    [
      'the command said Success, but no patch state was written',
      { compliance: undefined },
      'NonCompliant',
      'NoPatchState',
    ],
    ['a patch failed though the command succeeded', { compliance: 'PatchesFailed' }, 'PatchFailed', 'PatchesFailed'],
    ['it failed after the command was sent', { error: 'PatchTimedOut' }, 'PatchFailed', 'CommandTimedOut'],
    ['it failed before a command was sent', { error: 'KeyUnusable', sent: false }, 'WakeFailed', 'KeyUnusable'],
    ['it was passed over', { skipped: 'Held', sent: false, compliance: undefined }, 'Skipped', 'Held'],
    ['it could not be stopped', { stopError: 'InstanceNotStopped' }, 'LeftAwake', 'InstanceNotStopped'],
    [
      'it could not be stopped, whatever failed before',
      { error: 'PatchFailed', stopError: 'X' },
      'LeftAwake',
      'UnexpectedError',
    ],
  ];
  for (const [what, given, outcome, reason] of cases)
    test(`${outcome}: ${what}`, () => assert.deepEqual(outcomeOf({ ...good, ...given }), { outcome, reason }));

  const evidence = fc.record({
    skipped: fc.constantFrom(undefined, 'Held', 'NotEnoughTime', 'RunStopped'),
    error: fc.constantFrom(undefined, 'PatchFailed', 'StartFellBack', 'SomethingNew'),
    sent: fc.boolean(),
    compliance: fc.constantFrom(undefined, 'Clean', 'PatchesFailed', 'PatchesMissing', 'RebootPending', 'NoPatchState'),
    changes: fc.nat(3),
    stopError: fc.constantFrom(undefined, 'InstanceNotStopped', 'OperationNotPermitted'),
  }) as fc.Arbitrary<Evidence>;

  test('is one outcome of the seven with one reason, whatever the evidence', () => {
    fc.assert(
      fc.property(evidence, (each) => {
        const { outcome, reason } = outcomeOf(each);
        assert.ok(OUTCOMES.includes(outcome));
        assert.match(reason, /^[A-Z][A-Za-z]+$/);
      }),
    );
  });

  test('is LeftAwake whenever it could not be stopped, and never else: that outranks everything', () => {
    fc.assert(
      fc.property(evidence, (each) => (outcomeOf(each).outcome === 'LeftAwake') === (each.stopError !== undefined)),
    );
  });

  test('is Patched only if the patch state is clean, nothing failed and packages changed', () => {
    fc.assert(
      fc.property(evidence, (each) => {
        const { skipped, error, compliance, changes, stopError } = each;
        const proven = !skipped && !error && !stopError && compliance === 'Clean' && changes > 0;
        assert.equal(outcomeOf(each).outcome === 'Patched', proven);
      }),
    );
  });
});

test('an execution fails unless the instance is patched, was compliant already, or was passed over', () => {
  assert.deepEqual(
    OUTCOMES.filter((outcome) => !isFailure(outcome)),
    ['Patched', 'AlreadyCompliant', 'Skipped'],
  );
});

describe('the reason of an error', () => {
  test('is the name of the rule that found it', () => {
    for (const error of ['KeyUnusable', 'StartFellBack', 'AgentLost', 'WindowEnded', 'SnapshotFailed', 'RebootFailed'])
      assert.equal(reasonOf(error), error);
  });

  test('is in our words where a service has its own', () => {
    assert.equal(reasonOf('InsufficientInstanceCapacity'), 'InsufficientCapacity');
    assert.equal(reasonOf('InsufficientHostCapacity'), 'InsufficientCapacity');
    assert.equal(reasonOf('UnauthorizedOperation'), 'AccessDenied');
    assert.equal(reasonOf('Ssm.AccessDeniedException'), 'AccessDenied');
    assert.equal(reasonOf('States.Timeout'), 'NoAnswer');
    assert.equal(reasonOf('InvalidInstanceId'), 'AgentLost');
  });

  test('that nobody foresaw is UnexpectedError', () => {
    assert.equal(reasonOf('SomethingNew'), 'UnexpectedError');
    assert.equal(reasonOf('toString'), 'UnexpectedError');
  });
});
