import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, parse } from './index.ts';

const said: [expression: string, words: string][] = [
  ['rate(1 day)', 'every day'],
  ['rate(30 minutes)', 'every 30 minutes'],
  ['at(2030-07-07T15:55:00)', 'once, on 2030-07-07 at 15:55:00, Europe/Berlin'],
  ['cron(0 2 ? * SUN#3 *)', 'at 02:00 on the third Sunday of each month, Europe/Berlin'],
  ['cron(15 10 ? * 6L *)', 'at 10:15 on the last Friday of each month, Europe/Berlin'],
  ['cron(0 2 L * ? *)', 'at 02:00 on the last day of each month, Europe/Berlin'],
  ['cron(0 2 LW * ? *)', 'at 02:00 on the last weekday of each month, Europe/Berlin'],
  ['cron(0 2 22W 5 ? *)', 'at 02:00 on the weekday nearest to the 22nd of May, Europe/Berlin'],
  ['cron(0 2 1,11-13,31 * ? *)', 'at 02:00 on the 1st, 11th to 13th and 31st of each month, Europe/Berlin'],
  ['cron(15 12 ? * L *)', 'at 12:15 every Saturday, Europe/Berlin'],
  ['cron(0 18 ? JAN,MAR-MAY MON-FRI *)', 'at 18:00 every Monday to Friday of January and March to May, Europe/Berlin'],
  ['cron(0 2 ? * SUN,TUE 2027,2029)', 'at 02:00 every Sunday and Tuesday, in 2027 and 2029, Europe/Berlin'],
  ['cron(24 30 09 ? * * *)', 'at 09:30:24 every day, Europe/Berlin'],
  ['cron(0,30 2,14 * * ? *)', 'at 02:00, 02:30, 14:00 and 14:30 every day, Europe/Berlin'],
  ['cron(* * * * ? *)', 'every minute, Europe/Berlin'],
  ['cron(0/15 * * * ? *)', 'every 15 minutes, Europe/Berlin'],
  ['cron(0/15 * * * ? 2030)', 'every 15 minutes every day, in 2030, Europe/Berlin'],
  ['cron(0/5 8-17 ? * MON-FRI *)', 'every 5 minutes in hours 08 to 17 every Monday to Friday, Europe/Berlin'],
  ['cron(10/15 * ? * * *)', 'at minutes 10, 25, 40 and 55 of every hour, Europe/Berlin'],
  ['cron(0 0/2 * * ? *)', 'at minute 00 of every 2nd hour every day, Europe/Berlin'],
  ['cron(24 0/5 3 * * ? *)', 'every 5 minutes in hour 03, at second 24 every day, Europe/Berlin'],
];

for (const [expression, words] of said) {
  test(`${expression} is said as: ${words}`, () => {
    assert.equal(describe(parse(expression), 'Europe/Berlin'), words);
  });
}

test('a schedule offset is said', () => {
  const schedule = parse('cron(30 23 ? * TUE#3 *)');
  assert.equal(describe(schedule, 'UTC', 1), 'at 23:30, 1 day after the third Tuesday of each month, UTC');
  assert.equal(describe(schedule, 'UTC', 2), 'at 23:30, 2 days after the third Tuesday of each month, UTC');
});
