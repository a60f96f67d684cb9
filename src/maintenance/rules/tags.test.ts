import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { heldUntil, type Lease, leasesIn, leaseTag, TAG, verifiedIn } from './tags.ts';

const now = new Date('2030-01-31T02:00:00Z');

describe('a lease', () => {
  const lease: Lease = { owner: 'run-1', found: 'stopped', until: new Date('2030-01-31T04:00:00Z') };

  test('is a tag whose key names the execution and whose value tells how it was found and until when', () => {
    assert.deepEqual(leaseTag(lease), { Key: 'wakepatch:lease:run-1', Value: 'stopped 2030-01-31T04:00:00.000Z' });
  });

  test('is read as it was written, beside those of others', () => {
    const names = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/);
    const until = fc.date({ noInvalidDate: true, min: now, max: new Date('2100-01-01T00:00:00Z') });
    const found = fc.constantFrom<Lease['found']>('stopped', 'running');
    const lease = fc.record({ owner: names, found, until }, { noNullPrototype: true });
    const leases = fc.uniqueArray(lease, { selector: ({ owner }) => owner });
    fc.assert(
      fc.property(leases, (written) => {
        const tags = Object.fromEntries(written.map(leaseTag).map(({ Key, Value }) => [Key, Value]));
        const byOwner = (a: Lease, b: Lease) => (a.owner < b.owner ? -1 : 1);
        assert.deepEqual(leasesIn({ Name: 'web', ...tags }).sort(byOwner), [...written].sort(byOwner));
      }),
    );
  });

  test('fits into a tag: 128 characters for the key, with an execution’s name of 80', () => {
    assert.ok(leaseTag({ ...lease, owner: 'x'.repeat(80) }).Key.length <= 128);
  });

  test('is not read from what is none', () => {
    for (const value of ['', 'stopped', 'stopped soon', 'hibernated 2030-01-31T04:00:00Z', undefined])
      assert.deepEqual(leasesIn({ [`${TAG.lease}run-1`]: value }), []);
    assert.deepEqual(leasesIn({ 'other:lease:run-1': 'stopped 2030-01-31T04:00:00Z' }), []);
  });
});

describe('a hold', () => {
  test('lasts until its date', () => {
    assert.equal(heldUntil({ [TAG.hold]: '2030-02-01' }, now), '2030-02-01');
    assert.equal(heldUntil({ [TAG.hold]: '2030-01-31T02:00:00Z' }, now), undefined);
    assert.equal(heldUntil({ [TAG.hold]: '2029-12-31' }, now), undefined);
    assert.equal(heldUntil({}, now), undefined);
  });

  test('that is no date lasts until it is taken away', () => {
    for (const text of ['', 'until Ann is back']) assert.equal(heldUntil({ [TAG.hold]: text }, now), text);
  });
});

test('when it was last verified is unknown without a time', () => {
  assert.deepEqual(verifiedIn({ [TAG.verified]: '2030-01-01T03:00:00.000Z' }), new Date('2030-01-01T03:00:00Z'));
  for (const text of [undefined, '', 'yesterday']) assert.equal(verifiedIn({ [TAG.verified]: text }), undefined);
});
