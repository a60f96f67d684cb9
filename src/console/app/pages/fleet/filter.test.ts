import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { defaultOrder, filtered, filterIn, noOutcome, orderIn, queryWith } from './filter.ts';

const lines: MachineLine[] = [
  { id: 'i-1', name: 'web-1', state: 'stopped', outcome: 'Patched', reason: 'Installed', days: 1 },
  {
    id: 'i-2',
    name: 'web-2',
    state: 'running',
    outcome: 'PatchFailed',
    reason: 'CommandFailed',
    attention: 'failed',
    days: 2,
  },
  { id: 'i-3', name: 'DB-1', state: 'running', attention: 'alarm', isStale: true, hold: '' },
  { id: 'i-4', state: 'stopped', attention: 'stale', isStale: true },
];
const shown = (query: string) => filtered(lines, filterIn(new URLSearchParams(query))).map(({ id }) => id);

describe('what the address says', () => {
  test('is which machines are shown', () => {
    assert.deepEqual(shown(''), ['i-1', 'i-2', 'i-3', 'i-4']);
    assert.deepEqual(shown('q=WEB+failed'), ['i-2'], 'all words, in upper or lower case');
    assert.deepEqual(shown('q=i-3'), ['i-3']);
    assert.deepEqual(shown('only=person'), ['i-2', 'i-3']);
    assert.deepEqual(shown('only=stale'), ['i-3', 'i-4']);
    assert.deepEqual(shown('only=held'), ['i-3']);
    assert.deepEqual(shown(`outcome=${noOutcome}`), ['i-3', 'i-4']);
    assert.deepEqual(shown('state=running&outcome=PatchFailed'), ['i-2']);
  });

  test('is all of them where it is no word of the page', () => {
    assert.equal(shown('only=constructor').length, 4);
    assert.deepEqual(orderIn(new URLSearchParams('by=constructor'), ['days']), defaultOrder);
  });

  test('is the order', () => {
    assert.deepEqual(orderIn(new URLSearchParams('by=days&order=down'), ['days']), {
      column: 'days',
      descending: true,
    });
  });

  test('has nothing in it that is so by itself, and keeps what is not changed', () => {
    const query = queryWith(new URLSearchParams('q=web'), {
      only: 'stale',
      order: { column: 'days', descending: true },
    });
    assert.equal(query.toString(), 'q=web&only=stale&by=days&order=down');
    assert.equal(queryWith(query, { search: '', only: '', order: defaultOrder }).toString(), '');
  });
});
