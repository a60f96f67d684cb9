import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LifeRun } from '../../../../operator/fleet/life.ts';
import { beforeAll, choicesOf, packagesBetween } from './packages.ts';

const run = (day: number, changes: LifeRun['changes'], more: Partial<LifeRun> = {}): LifeRun => ({
  key: `run-${day}`,
  at: `2026-01-0${day}T02:00:00Z`,
  executionArn: `arn:${day}`,
  outcome: 'Patched',
  commandId: `command-${day}`,
  changes,
  ...more,
});
const runs = [
  run(4, undefined, { outcome: 'Skipped', commandId: undefined }),
  run(3, [{ name: 'openssl', from: '2', to: '3' }]),
  run(2, [{ name: 'curl', from: '7', to: '8' }]),
  run(1, [{ name: 'openssl', from: '1', to: '2' }]),
];

describe('packages between two runs of a machine', () => {
  test('are those that the runs after the one and up to the other changed', () => {
    assert.deepEqual(
      packagesBetween(runs, 'run-1', 'run-3').changes.map(({ name, from }) => [name, from]),
      [
        ['curl', '7'],
        ['openssl', '2'],
      ],
    );
    assert.deepEqual(
      packagesBetween(runs, beforeAll, 'run-4').changes.find(({ name }) => name === 'openssl'),
      {
        name: 'openssl',
        from: '1',
        to: '3',
      },
    );
  });

  test('are the same whichever of the two is named first, and none between a run and itself', () => {
    assert.deepEqual(packagesBetween(runs, 'run-3', 'run-1'), packagesBetween(runs, 'run-1', 'run-3'));
    assert.deepEqual(packagesBetween(runs, 'run-2', 'run-2').changes, []);
  });

  test('are not in doubt for a run that sent no command', () => {
    assert.equal(packagesBetween(runs, beforeAll, 'run-4').untold, 0);
    const [, ...rest] = runs;
    assert.equal(packagesBetween([run(4, undefined), ...rest], beforeAll, 'run-4').untold, 1);
  });

  test('can be asked from before all runs, the oldest first', () => {
    assert.deepEqual(
      choicesOf(runs).map(({ key }) => key),
      [beforeAll, 'run-1', 'run-2', 'run-3', 'run-4'],
    );
    assert.deepEqual(choicesOf([]), []);
  });
});
