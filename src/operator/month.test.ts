import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf } from './month.ts';

test('a month has its days, each from midnight to midnight of the time zone', () => {
  const days = daysOf('2026-02', 'Asia/Kolkata')!;
  assert.equal(days.length, 28);
  assert.equal(new Date(days[0]!.from).toISOString(), '2026-01-31T18:30:00.000Z');
  assert.ok(days.every((day, index) => index === 0 || day.from === days[index - 1]!.to));
});

test('the day on which clocks change has another length', () => {
  const hours = daysOf('2026-03', 'Europe/Berlin')!.map(({ from, to }) => (to - from) / 3_600_000);
  assert.deepEqual([hours[27], hours[28], hours[29]], [24, 23, 24]);
});

for (const [month, zone] of [
  ['2026-13', 'UTC'],
  ['2026', 'UTC'],
  ['2026-01', 'Mars/Olympus'],
  ['2026-01', '+02:00'],
])
  test(`${month} in ${zone} is no month`, () => assert.equal(daysOf(month!, zone!), undefined));
