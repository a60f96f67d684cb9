import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { inOrder, isStale, type Member, share, staleDays } from './fleet-order.ts';

const day = (date: string) => new Date(`${date}T00:00:00Z`);
const now = day('2030-03-01');

describe('the order of a fleet', () => {
  test('is: who waits since the last run, who was never verified, who was verified longest ago', () => {
    const members: Member[] = [
      { instanceId: 'i-4', verified: day('2030-02-01') },
      { instanceId: 'i-3', verified: day('2030-01-01') },
      { instanceId: 'i-2' },
      { instanceId: 'i-1', verified: day('2030-02-20'), waiting: true },
    ];
    assert.deepEqual(
      inOrder(members).map(({ instanceId }) => instanceId),
      ['i-1', 'i-2', 'i-3', 'i-4'],
    );
  });

  const fleet = fc.uniqueArray(
    fc.record({
      instanceId: fc.stringMatching(/^i-[0-9a-f]{1,2}$/),
      verified: fc.constantFrom(undefined, day('2030-01-01'), day('2030-02-01'), day('2030-02-20')),
      waiting: fc.constantFrom(undefined, false, true),
    }),
    { selector: ({ instanceId }) => instanceId, maxLength: 30 },
  );

  test('is total: it does not depend on the order in which EC2 names them', () => {
    const shuffled = fleet.chain((members) =>
      fc.tuple(fc.constant(members), fc.shuffledSubarray(members, { minLength: members.length })),
    );
    fc.assert(fc.property(shuffled, ([one, other]) => assert.deepEqual(inOrder(one), inOrder(other))));
  });

  test('loses nobody, and is the same when put in order again', () => {
    fc.assert(
      fc.property(fleet, (members) => {
        const ordered = inOrder(members);
        assert.deepEqual(new Set(ordered), new Set(members));
        assert.deepEqual(inOrder(ordered), ordered);
      }),
    );
  });
});

describe('an instance is stale', () => {
  const verified = (date: string) => ({ instanceId: 'i-1', verified: day(date) });

  test('after more days without a verified patch than the objective allows', () => {
    assert.equal(staleDays(verified('2030-01-25'), now), 35);
    assert.equal(isStale(verified('2030-01-25'), now, 35), false);
    assert.equal(isStale(verified('2030-01-24'), now, 35), true);
  });

  test('if it was never verified', () => {
    assert.equal(staleDays({ instanceId: 'i-1' }, now), undefined);
    assert.equal(isStale({ instanceId: 'i-1' }, now, 3650), true);
  });
});

describe('a share of a fleet', () => {
  test('is the number, but no more than there are', () => {
    assert.equal(share('3', 10), 3);
    assert.equal(share('30', 10), 10);
    assert.equal(share('0', 10), 0);
  });

  test('is the percentage, rounded up, so that 1 % of few is one', () => {
    assert.equal(share('1%', 10), 1);
    assert.equal(share('25%', 10), 3);
    assert.equal(share('100%', 10), 10);
    assert.equal(share('0%', 10), 0);
    assert.equal(share('50%', 0), 0);
  });

  test('is never more than the fleet, and grows with it', () => {
    const text = fc.oneof(
      fc.nat(200).map(String),
      fc.nat(100).map((percent) => `${percent}%`),
    );
    fc.assert(
      fc.property(text, fc.nat(10_000), (given, total) => {
        assert.ok(share(given, total) <= total);
        assert.ok(share(given, total) <= share(given, total + 1));
      }),
    );
  });
});
