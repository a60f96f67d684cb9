import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Admission, admit, otherLease, type SkipReason, tooLate } from './admission.ts';
import type { Instance, Tags } from './instance-state.ts';
import { leaseTag, TAG } from './tags.ts';

const at = (time: string) => new Date(`2030-01-31T${time}Z`);
const asleep: Instance = { state: 'stopped', tags: {}, stoppable: true, hibernated: false };
const awake: Instance = { ...asleep, state: 'running' };
const admission: Admission = {
  now: at('02:00:00'),
  end: at('04:00:00'),
  cutoffMinutes: 60,
  expectedMinutes: 30,
  afterPatching: 'RestoreFoundState',
  owner: 'mine',
};
const lease = (owner: string, until: string, found: 'stopped' | 'running' = 'stopped'): Tags => {
  const { Key, Value } = leaseTag({ owner, found, until: at(until) });
  return { [Key]: Value };
};
const reasonFor = (instance: Instance, more: Partial<Admission> = {}) => {
  const answer = admit(instance, { ...admission, ...more });
  return answer.admitted ? 'admitted' : answer.reason;
};

describe('an instance is admitted', () => {
  test('as it is found, with what it took the last time', () => {
    const tags = { [TAG.timing]: '40 600 20' };
    assert.deepEqual(admit({ ...asleep, tags }, admission), {
      admitted: true,
      foundState: 'stopped',
      bootSeconds: 40,
      patchSeconds: 600,
      stopSeconds: 20,
    });
    assert.equal(reasonFor(awake), 'admitted');
  });

  test('under its own lease: the call may be repeated', () => {
    assert.equal(reasonFor({ ...asleep, tags: lease('mine', '04:00:00') }), 'admitted');
  });

  test('though another’s lease is still there, if that has expired', () => {
    assert.equal(reasonFor({ ...asleep, tags: lease('other', '02:00:00') }), 'admitted');
  });

  test('though it was held, if that is over', () => {
    assert.equal(reasonFor({ ...asleep, tags: { [TAG.hold]: '2030-01-31' } }), 'admitted');
  });
});

describe('an instance that was woken and never put back', () => {
  const found = (instance: Instance) => {
    const answer = admit(instance, admission);
    return answer.admitted && answer.foundState;
  };

  test('was found stopped, however it is seen now', () => {
    assert.equal(found({ ...awake, tags: lease('other', '01:00:00', 'stopped') }), 'stopped');
    assert.equal(found({ ...awake, tags: lease('mine', '04:00:00', 'stopped') }), 'stopped');
    const both = { ...lease('one', '01:00:00', 'running'), ...lease('two', '01:00:00', 'stopped') };
    assert.equal(found({ ...awake, tags: both }), 'stopped');
  });

  test('is not woken for good because it once ran: what is stopped now is found stopped', () => {
    assert.equal(found({ ...asleep, tags: lease('other', '01:00:00', 'running') }), 'stopped');
  });

  test('that was running is still found running', () => {
    assert.equal(found({ ...awake, tags: lease('other', '01:00:00', 'running') }), 'running');
  });
});

/** Each reason with an instance for which it holds; in the order in which they are given. */
const PASSED_OVER: [SkipReason, Partial<Instance>, string][] = [
  ['Terminated', { state: 'shutting-down' }, 'it is shutting-down'],
  ['Leased', { tags: lease('other', '03:00:00') }, 'execution other has it until 2030-01-31T03:00:00.000Z'],
  ['Held', { tags: { [TAG.hold]: '2030-02-01' } }, 'until 2030-02-01'],
  ['InAutoScalingGroup', { tags: { 'aws:autoscaling:groupName': 'web' } }, 'web'],
  ['Hibernated', { hibernated: true }, 'its memory would be lost'],
  ['CannotBeStopped', { stoppable: false }, 'it is a spot instance, or its root is an instance store'],
  ['StopProtected', { stopProtected: true }, 'DisableApiStop is set'],
  [
    'NotEnoughTime',
    { tags: { [TAG.timing]: '60 7200 60' } },
    'it takes 122 minutes, the window ends at 2030-01-31T04:00:00.000Z',
  ],
];

describe('an instance is passed over', () => {
  for (const [reason, given, because] of PASSED_OVER)
    test(`${reason}: ${because}`, () => {
      assert.deepEqual(admit({ ...asleep, ...given }, admission), { admitted: false, reason, because });
    });

  test('for the first of its reasons', () => {
    for (const [index, [reason]] of PASSED_OVER.entries()) {
      const rest = PASSED_OVER.slice(index).map(([, given]) => given);
      const tags = Object.assign({}, ...rest.map((each) => each.tags));
      assert.equal(reasonFor(Object.assign({}, asleep, ...rest.toReversed(), { tags })), reason);
    }
  });

  test('when its hold tag has no value: it holds until it is taken away', () => {
    assert.equal(reasonFor({ ...asleep, tags: { [TAG.hold]: '' } }), 'Held');
  });

  test('when a run is only planned and somebody has it', () => {
    assert.equal(reasonFor({ ...asleep, tags: lease('mine', '03:00:00') }, { owner: undefined }), 'Leased');
  });

  test('because it cannot be stopped only if it is to be stopped', () => {
    for (const given of [{ stoppable: false }, { stopProtected: true }]) {
      assert.equal(reasonFor({ ...awake, ...given }), 'admitted');
      assert.notEqual(reasonFor({ ...awake, ...given }, { afterPatching: 'AlwaysStop' }), 'admitted');
    }
  });
});

describe('there is not enough time', () => {
  const unknown = { bootSeconds: 0, patchSeconds: 0, stopSeconds: 0 };
  const isTooLate = (now: string, timing = unknown) => tooLate(timing, { ...admission, now: at(now) }) !== undefined;

  test('in the cutoff before the end, however quick the instance is', () => {
    const quick = { bootSeconds: 10, patchSeconds: 60, stopSeconds: 10 };
    assert.equal(isTooLate('02:59:59', quick), false);
    assert.equal(isTooLate('03:00:00', quick), true);
  });

  test('when boot, patch and stop together took longer the last time', () => {
    const slow = { bootSeconds: 120, patchSeconds: 5400, stopSeconds: 60 }; // 93 minutes
    assert.equal(isTooLate('02:26:59', slow), false);
    assert.equal(isTooLate('02:27:00', slow), true);
  });

  test('by the parameter, when it was never measured', () => {
    const hours = { ...admission, expectedMinutes: 90 };
    assert.equal(tooLate(unknown, { ...hours, now: at('02:29:59') }), undefined);
    assert.match(tooLate(unknown, { ...hours, now: at('02:30:00') })!, /^it takes 90 minutes/);
  });

  test('the later, the more: once too late, always too late', () => {
    const seconds = fc.integer({ min: 0, max: 7200 });
    const timing = fc.record({ bootSeconds: seconds, patchSeconds: seconds, stopSeconds: seconds });
    const before = (after: number) => ({ ...admission, now: new Date(admission.now.getTime() + after * 1000) });
    fc.assert(
      fc.property(timing, seconds, seconds, (took, one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        if (tooLate(took, before(earlier))) assert.ok(tooLate(took, before(later)));
      }),
    );
  });
});

test('the lease of another counts until it expires, one’s own never', () => {
  const leases = [
    { owner: 'mine', found: 'stopped', until: at('04:00:00') },
    { owner: 'other', found: 'stopped', until: at('03:00:00') },
  ] as const;
  assert.match(otherLease(leases, at('02:59:59'), 'mine')!, /^execution other has it/);
  assert.equal(otherLease(leases, at('03:00:00'), 'mine'), undefined);
});
