import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostOpenings, openings, scheduleWords, type WindowFacts } from './window.ts';

const window: WindowFacts = {
  id: 'mw-1',
  name: 'window',
  enabled: true,
  schedule: 'cron(0 2 ? * SUN *)',
  timezone: 'Europe/Berlin',
  durationHours: 2,
  cutoffHours: 1,
  next: '2026-01-04T01:00:00.000Z',
};
const january = [Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1)] as const;
const days = (facts: Partial<WindowFacts>) =>
  openings({ ...window, ...facts }, ...january).map((at) => new Date(at).toISOString().slice(5, 16));

test('a schedule is said in words', () => {
  assert.equal(
    scheduleWords('cron(0 2 ? * SUN#3 *)', 'Europe/Berlin'),
    'at 02:00 on the third Sunday of each month, Europe/Berlin',
  );
  assert.equal(scheduleWords('rate(30 minutes)'), 'every 30 minutes');
  assert.equal(scheduleWords('cron(tomorrow)'), undefined);
});

test('it opens from its next opening on', () => {
  assert.deepEqual(days({}), ['01-04T01:00', '01-11T01:00', '01-18T01:00', '01-25T01:00']);
  assert.deepEqual(days({ next: '2026-01-18T01:00:00.000Z' }), ['01-18T01:00', '01-25T01:00']);
});

test('a rate goes on from the next opening, wherever it began', () => {
  const facts = { schedule: 'rate(7 days)', next: '2026-01-06T10:17:00.000Z' };
  assert.deepEqual(days(facts), ['01-06T10:17', '01-13T10:17', '01-20T10:17', '01-27T10:17']);
});

test('it does not open after its end date, nor while it is disabled, nor when its time is over', () => {
  assert.deepEqual(days({ endDate: '2026-01-12T00:00:00Z' }), ['01-04T01:00', '01-11T01:00']);
  assert.deepEqual(days({ enabled: false }), []);
  assert.deepEqual(days({ next: undefined }), []);
});

test('of a schedule that only Systems Manager understands the next opening is known', () => {
  assert.deepEqual(days({ schedule: 'cron(some day)' }), ['01-04T01:00']);
});

test('no more openings are counted than anybody could read', () => {
  assert.equal(days({ schedule: 'rate(5 minutes)' }).length, mostOpenings);
});
