import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LifeRun } from '../../../../operator/fleet/life.ts';
import { cornersOf, stalenessOf } from './staleness.ts';

const run = (at: string, isClean: boolean): LifeRun => ({ key: at, at, executionArn: at, isClean });
const runs = [run('2026-01-11T00:00:00Z', true), run('2026-01-08T00:00:00Z', false), run('2026-01-01T00:00:00Z', true)];
const now = new Date('2026-01-16T00:00:00Z');

describe('staleness over time', () => {
  test('grows day by day, and begins anew with each proof', () => {
    assert.deepEqual(
      stalenessOf(runs, now).map(({ at, days }) => [new Date(at).toISOString().slice(0, 10), days]),
      [
        ['2026-01-01', 0],
        ['2026-01-11', 10],
        ['2026-01-11', 0],
        ['2026-01-16', 5],
      ],
    );
  });

  test('has no course while fewer than two runs have proven anything', () => {
    assert.deepEqual(stalenessOf(runs.slice(0, 2), now), []);
  });

  test('is drawn from corner to corner of its box', () => {
    const corners = cornersOf(stalenessOf(runs, now), 10, { width: 300, height: 100 });
    assert.deepEqual(
      corners.map(({ x, y }) => [x, y]),
      [
        [0, 100],
        [200, 0],
        [200, 100],
        [300, 50],
      ],
    );
  });
});
