import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf } from '../../../../operator/month.ts';
import { beginIn, monthAfter, monthOf, moved, segmentsOf, weeksOf } from './calendar.ts';

const january = daysOf('2026-01', 'UTC')!;
const at = (time: string) => Date.parse(`${time}Z`);

test('weeks begin with Monday, and a month need not', () => {
  const weeks = weeksOf(january);
  // 1 January 2026 is a Thursday.
  assert.deepEqual(
    weeks[0]?.map((day) => day?.date.slice(8)),
    [undefined, undefined, undefined, '01', '02', '03', '04'],
  );
  assert.equal(weeks.length, 5);
  assert.equal(weeks.at(-1)?.at(5)?.date, '2026-01-31');
  assert.equal(weeks.at(-1)?.at(6), undefined);
});

test('an opening is drawn with its cutoff, and goes on after midnight', () => {
  const window = { durationHours: 4, cutoffHours: 1 };
  const openings = [at('2026-01-04T22:00')];
  const [fourth, fifth] = [january[3]!, january[4]!];
  const shares = (day: typeof fourth) =>
    segmentsOf(openings, day, window).map(({ left, width, isCutoff }) => [
      Math.round(left * 24),
      Math.round(width * 24),
      isCutoff,
    ]);
  assert.deepEqual(shares(fourth), [[22, 2, false]]);
  assert.deepEqual(shares(fifth), [
    [0, 1, false],
    [1, 1, true],
  ]);
  assert.deepEqual(beginIn(openings, fourth), openings);
  assert.deepEqual(beginIn(openings, fifth), []);
});

test('months go on over the year', () => {
  assert.equal(monthAfter('2026-12', 1), '2027-01');
  assert.equal(monthAfter('2026-01', -1), '2025-12');
});

test('the month of an instant is that of the time zone', () => {
  assert.equal(monthOf(at('2026-01-31T23:30'), 'UTC'), '2026-01');
  assert.equal(monthOf(at('2026-01-31T23:30'), 'Europe/Berlin'), '2026-02');
});

test('arrow keys lead through the days, and not out of the month', () => {
  assert.equal(moved('ArrowRight', 3, 31), 4);
  assert.equal(moved('ArrowDown', 3, 31), 10);
  assert.equal(moved('ArrowUp', 3, 31), 0);
  assert.equal(moved('ArrowDown', 28, 31), 30);
  assert.equal(moved('End', 3, 31), 30);
  assert.equal(moved('Home', 3, 31), 0);
  assert.equal(moved('a', 3, 31), undefined);
});
