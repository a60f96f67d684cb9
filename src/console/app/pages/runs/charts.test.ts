import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noOutcomes, type RunLine } from '../../../../operator/run-line.ts';
import { chartsOf, joined, mostInChart } from './charts.ts';

const naming = { label: ({ began }: RunLine) => began, to: ({ name }: RunLine) => `/${name}` };
const run = (name: string, more: Partial<RunLine> = {}): RunLine => ({
  name,
  kind: 'fleet',
  status: 'SUCCEEDED',
  began: `at ${name}`,
  ended: 'then',
  outcomes: noOutcomes,
  awakeHours: 0.5,
  packages: 3,
  ...more,
});

test('there is no chart before a run has ended', () => {
  assert.deepEqual(chartsOf([run('1', { ended: undefined })], naming), []);
});

test('charts go from the oldest run to the newest, and each point leads to its run', () => {
  const [outcomes] = chartsOf([run('2'), run('1')], naming);
  assert.deepEqual(
    outcomes?.points.map(({ key, label, to }) => [key, label, to]),
    [
      ['1', 'at 1', '/1'],
      ['2', 'at 2', '/2'],
    ],
  );
});

test('of outcomes those are shown that there are, what needs a person on top', () => {
  const lines = [
    run('2', { outcomes: { ...noOutcomes, Patched: 4, LeftAwake: 1 } }),
    run('1', { outcomes: { ...noOutcomes, Patched: 2, Skipped: 1 } }),
  ];
  const [outcomes] = chartsOf(lines, naming);
  assert.deepEqual(
    outcomes?.series.map(({ key }) => key),
    ['Patched', 'Skipped', 'LeftAwake'],
  );
  assert.deepEqual(
    outcomes?.points.map(({ values }) => values),
    [
      [2, 1, 0],
      [4, 0, 1],
    ],
  );
  assert.equal(outcomes?.says, '6 patched machines, 1 failure, over 2 runs.');
});

test('staleness is shown of runs that tell of it alone', () => {
  const titles = (lines: readonly RunLine[]) => chartsOf(lines, naming).map(({ title }) => title);
  assert.deepEqual(titles([run('1', { kind: 'window' })]), ['Outcomes', 'Packages changed', 'Time awake']);
  const aged = run('2', { staleness: { counts: [3, 2, 1, 0], never: 4, beyond: 5 } });
  const chart = chartsOf([aged, run('1', { kind: 'machine' })], naming)[1];
  assert.deepEqual(
    chart?.points.map(({ values }) => values),
    [[3, 2, 1, 0, 4]],
  );
  assert.match(chart?.says ?? '', /5 machines beyond the objective, 4 never verified/);
});

test('more runs than can be told apart are not drawn: the newest are', () => {
  const many = Array.from({ length: mostInChart + 5 }, (_, index) => run(String(index)));
  const [outcomes] = chartsOf(many, naming);
  assert.equal(outcomes?.points.length, mostInChart);
  assert.equal(outcomes?.points.at(-1)?.key, '0');
});

test('an opening of a window that two pages tell of is one run', () => {
  const newer = run('w', { kind: 'window', total: 2, outcomes: { ...noOutcomes, Patched: 2 }, began: 'b' });
  const older = run('w', {
    kind: 'window',
    total: 1,
    outcomes: { ...noOutcomes, WakeFailed: 1 },
    began: 'a',
    status: 'FAILED',
  });
  const [one, ...others] = joined([[newer], [older, run('x')]]);
  assert.deepEqual(
    others.map(({ name }) => name),
    ['x'],
  );
  assert.deepEqual(
    one && [one.total, one.status, one.began, one.packages, one.outcomes.Patched, one.outcomes.WakeFailed],
    [3, 'FAILED', 'a', 6, 2, 1],
  );
});

test('a fleet’s run that two pages tell of is told once', () => {
  assert.deepEqual(
    joined([[run('1', { packages: 3 })], [run('1')]]).map(({ packages }) => packages),
    [3],
  );
});
