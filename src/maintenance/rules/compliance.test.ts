import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compliance, type PatchState, SEVERITIES } from './compliance.ts';

const sentAt = new Date('2030-01-31T02:00:00Z');
const clean: PatchState = {
  missing: 0,
  failed: 0,
  critical: 0,
  security: 0,
  pendingReboot: 0,
  at: new Date('2030-01-31T02:10:00Z'),
};

describe('the patch state', () => {
  const cases: [string, Partial<PatchState>, string][] = [
    ['nothing missing, nothing failed', {}, 'Clean'],
    ['an approved patch is missing', { missing: 1 }, 'PatchesMissing'],
    ['a patch failed, which outranks what is missing', { failed: 1, missing: 1 }, 'PatchesFailed'],
    ['a reboot is due', { pendingReboot: 1 }, 'RebootPending'],
    ['a reboot is due and a patch is missing', { pendingReboot: 1, missing: 1 }, 'PatchesMissing'],
  ];
  for (const [what, given, proven] of cases)
    test(`${proven}: ${what}`, () => assert.equal(compliance({ ...clean, ...given }, sentAt, 'Any'), proven));

  test('proves nothing if there is none, or if it is from before the command', () => {
    assert.equal(compliance(undefined, sentAt, 'Any'), 'NoPatchState');
    assert.equal(compliance({ ...clean, at: undefined }, sentAt, 'Any'), 'NoPatchState');
    assert.equal(compliance({ ...clean, at: new Date('2030-01-31T01:59:59Z') }, sentAt, 'Any'), 'NoPatchState');
  });

  test('may lack what is not of the required severity', () => {
    const lacks = (state: Partial<PatchState>) =>
      SEVERITIES.filter((severity) => compliance({ ...clean, ...state }, sentAt, severity) === 'PatchesMissing');
    assert.deepEqual(lacks({ missing: 1 }), ['Any']);
    assert.deepEqual(lacks({ missing: 1, security: 1 }), ['Any', 'Security']);
    assert.deepEqual(lacks({ missing: 1, critical: 1 }), ['Any', 'Security', 'Critical']);
  });

  test('that satisfies a severity satisfies the laxer ones', () => {
    const state = fc
      .nat(3)
      .chain((critical) =>
        fc
          .nat(3)
          .chain((security) =>
            fc.nat(3).map((others) => ({ ...clean, critical, security, missing: critical + security + others })),
          ),
      );
    fc.assert(
      fc.property(state, (each) => {
        const lacking = SEVERITIES.map((severity) => compliance(each, sentAt, severity) === 'PatchesMissing');
        assert.deepEqual(
          lacking,
          lacking.toSorted((a, b) => Number(b) - Number(a)),
        );
      }),
    );
  });
});
