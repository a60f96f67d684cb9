/** The fault matrix in short: all that goes wrong with machines, and every so many of the other cases. In full: `npm run faults`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { World } from './faults/batch.ts';
import { allCases, type Matrix, openWorld, runKind, runRuns, type Tally } from './faults/matrix.ts';

const every = <T>(list: readonly T[], step: number): T[] => list.filter((_, index) => index % step === 0);

describe('the fault matrix', () => {
  let world: World;
  let matrix: Matrix;
  before(async () => {
    world = await openWorld();
    matrix = await allCases(world);
  });
  after(() => world.fleet.close());

  const holds = ({ cases, broken }: Tally) => {
    assert.ok(cases > 0);
    assert.deepEqual(
      broken.map(({ name, rules }) => `${name}: ${rules.join('; ')}`),
      [],
    );
  };
  const tell = () => {};

  test('has more than a thousand cases', () => {
    const { cases, runs } = matrix;
    const count = Object.values(cases).reduce((sum, some) => sum + some.length, runs.length);
    assert.ok(count > 1000, `${count}`);
  });
  test('machines that do not do what machines do', async () =>
    holds(await runKind(world, 'machines', matrix.cases.machines, tell)));
  test('calls that go wrong', async () => holds(await runKind(world, 'calls', every(matrix.cases.calls, 31), tell)));
  test('people who come between', async () =>
    holds(await runKind(world, 'people', every(matrix.cases.people, 29), tell)));
  test('executions that are killed', async () =>
    holds(await runKind(world, 'kills', every(matrix.cases.kills, 7), tell)));
  test('calls where a maintenance does not end as it should', async () => {
    holds(await runKind(world, 'ends', every(matrix.cases.ends, 5), tell));
    holds(await runKind(world, 'sweeps', every(matrix.cases.sweeps, 8), tell));
  });
  test('runs with one thing wrong', async () => holds(await runRuns(every(matrix.runs, 41), tell, world.timing)));
});
