import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InvalidSchedule, next, parse, describe as words } from './index.ts';

/** The ways out. */
const EXPRESSION = 'Write cron(0 2 ? * SUN#3 *), rate(30 minutes) or at(2030-07-07T15:55:00).';
const CRON = 'Write cron(Minutes Hours Day-of-month Month Day-of-week Year), for example cron(0 2 ? * SUN#3 *).';
const DAY_OF_MONTH = 'Use 1-31, or one of these alone: L, LW or 15W.';
const DAY_OF_WEEK = 'Use 1-7 or SUN-SAT, or one of these alone: L, FRIL or FRI#1 to FRI#5.';
const DAYS = 'Say which days in one of them and put ? in the other.';
const DATE = 'Name a day that these months have, or L for their last one.';
const RATE = 'Write a positive number and minutes, hours or days, for example rate(30 minutes).';
const RANGE = "Split it in two, up to the field's end and from its start.";
const AT =
  'Write at(yyyy-mm-ddThh:mm:ss), for example at(2030-07-07T15:55:00), without an offset: the time zone is given apart.';

/** Each with the whole of what the message says: the cause, then the way out. */
const refusals: [expression: string, message: string][] = [
  ['', `"" is not a schedule expression. ${EXPRESSION}`],
  ['every day', `"every day" is not a schedule expression. ${EXPRESSION}`],
  ['toString(1)', `"toString(1)" is not a schedule expression. ${EXPRESSION}`],
  ['rate(5 minutes) ', `"rate(5 minutes) " is not a schedule expression. ${EXPRESSION}`],

  ['cron()', `A cron expression has six fields, or seven with Seconds first; this one has 0. ${CRON}`],
  ['cron(0 2 * * ?)', `A cron expression has six fields, or seven with Seconds first; this one has 5. ${CRON}`],
  ['cron(0 0 0 2 * * ? *)', `A cron expression has six fields, or seven with Seconds first; this one has 8. ${CRON}`],
  ['cron(60 2 * * ? *)', 'Minutes: 60 is out of range. Use 0-59.'],
  ['cron(60 0 2 * * ? *)', 'Seconds: 60 is out of range. Use 0-59.'],
  ['cron(0 24 * * ? *)', 'Hours: 24 is out of range. Use 0-23.'],
  ['cron(0 2 0 * ? *)', `Day-of-month: 0 is out of range. ${DAY_OF_MONTH}`],
  ['cron(0 2 32W * ? *)', `Day-of-month: 32 is out of range. ${DAY_OF_MONTH}`],
  ['cron(0 2 * 13 ? *)', 'Month: 13 is out of range. Use 1-12 or JAN-DEC.'],
  ['cron(0 2 * MAI ? *)', 'Month: "MAI" is not understood. Use 1-12 or JAN-DEC.'],
  ['cron(0 2 ? * 0 *)', `Day-of-week: 0 is out of range. ${DAY_OF_WEEK}`],
  ['cron(0 2 ? * SUN#6 *)', `Day-of-week: "SUN#6" is not understood. ${DAY_OF_WEEK}`],
  ['cron(0 2 ? * MON#1,FRI#3 *)', `Day-of-week: "MON#1" is not understood. ${DAY_OF_WEEK}`],
  ['cron(0 2 L,15 * ? *)', `Day-of-month: "L" is not understood. ${DAY_OF_MONTH}`],
  ['cron(0 2 L-3 * ? *)', `Day-of-month: "L" is not understood. ${DAY_OF_MONTH}`],
  ['cron(0 2 * * ? 1969)', 'Year: 1969 is out of range. Use 1970-2199.'],
  ['cron(0 2 * * ? 2200)', 'Year: 2200 is out of range. Use 1970-2199.'],
  ['cron(0 2 * * ? ?)', 'Year: "?" is not understood. Use 1970-2199.'],
  ['cron(-5 2 * * ? *)', 'Minutes: "" is not understood. Use 0-59.'],
  ['cron(0,,30 2 * * ? *)', 'Minutes: "" is not understood. Use 0-59.'],
  ['cron(1.5 2 * * ? *)', 'Minutes: "1.5" is not understood. Use 0-59.'],
  ['cron(1-2-3 2 * * ? *)', 'Minutes: "1-2-3" is not understood. Write a range as 1-5, a step as 0/15.'],
  ['cron(0/5/5 2 * * ? *)', 'Minutes: "0/5/5" is not understood. Write a range as 1-5, a step as 0/15.'],
  ['cron(0 22-2 * * ? *)', `Hours: the range 22-2 runs backwards. ${RANGE}`],
  ['cron(0 2 ? * FRI-MON *)', `Day-of-week: the range FRI-MON runs backwards. ${RANGE}`],
  ['cron(0/0 2 * * ? *)', 'Minutes: the step /0 is out of range. Use /1 to /59.'],
  ['cron(0/90 * * * ? *)', 'Minutes: the step /90 is out of range. Use /1 to /59.'],
  ['cron(0/ * * * ? *)', 'Minutes: the step / is out of range. Use /1 to /59.'],
  ['cron(0 2 1 * MON *)', `Day-of-month is "1" and Day-of-week is "MON". ${DAYS}`],
  ['cron(0 2 * * * *)', `Day-of-month is "*" and Day-of-week is "*". ${DAYS}`],
  ['cron(0 2 ? * ? *)', `Day-of-month is "?" and Day-of-week is "?". ${DAYS}`],
  ['cron(0 2 31 2 ? *)', `No date is Day-of-month 31, Month 2, Day-of-week ? and Year *. ${DATE}`],
  ['cron(0 2 31 APR,JUN ? *)', `No date is Day-of-month 31, Month APR,JUN, Day-of-week ? and Year *. ${DATE}`],
  ['cron(0 2 29 2 ? 2097-2103)', `No date is Day-of-month 29, Month 2, Day-of-week ? and Year 2097-2103. ${DATE}`],
  ['cron(0 2 ? FEB SUN#5 2026)', `No date is Day-of-month ?, Month FEB, Day-of-week SUN#5 and Year 2026. ${DATE}`],

  ['rate(0 minutes)', `"0 minutes" is not a rate. ${RATE}`],
  ['rate(-5 minutes)', `"-5 minutes" is not a rate. ${RATE}`],
  ['rate(1.5 hours)', `"1.5 hours" is not a rate. ${RATE}`],
  ['rate(2 weeks)', `"2 weeks" is not a rate. ${RATE}`],
  ['rate(99999999999999999999 days)', `"99999999999999999999 days" is not a rate. ${RATE}`],
  ['rate(1 minutes)', 'The unit does not agree with the number. Write rate(1 minute).'],
  ['rate(5 hour)', 'The unit does not agree with the number. Write rate(5 hours).'],

  ['at(2026-02-31T00:00:00)', `"2026-02-31T00:00:00" is not a date and time. ${AT}`],
  ['at(2026-02-01T24:00:00)', `"2026-02-01T24:00:00" is not a date and time. ${AT}`],
  ['at(2026-02-01T00:00:00Z)', `"2026-02-01T00:00:00Z" is not a date and time. ${AT}`],
  ['at(2026-02-01)', `"2026-02-01" is not a date and time. ${AT}`],
];

describe('an expression that means nothing is refused with the cause and the way out', () => {
  for (const [expression, message] of refusals) {
    test(expression === '' ? '(empty)' : expression, () => {
      assert.throws(() => parse(expression), new InvalidSchedule(message));
    });
  }
});

describe('what is given along with an expression is refused', () => {
  const options = { anchor: 0, after: 0, timezone: 'UTC' };

  for (const timezone of ['Europe/Atlantis', '', '+02:00', 'local']) {
    test(`an unknown time zone: "${timezone}"`, () => {
      const message = `The time zone "${timezone}" is unknown. Name one of the IANA time zone database, such as Europe/Berlin or UTC.`;
      assert.throws(() => next(parse('rate(1 day)'), { ...options, timezone }), new InvalidSchedule(message));
    });
  }

  for (const offsetDays of [0, 7, -1, 1.5, Number.NaN]) {
    test(`a schedule offset of ${offsetDays} days`, () => {
      const message = `A schedule offset of ${offsetDays} days is out of range. Use 1 to 6, or leave it out.`;
      const schedule = parse('cron(0 2 ? * SUN *)');
      assert.throws(() => next(schedule, { ...options, offsetDays }), new InvalidSchedule(message));
      assert.throws(() => words(schedule, 'UTC', offsetDays), new InvalidSchedule(message));
    });
  }

  for (const expression of ['rate(1 day)', 'at(2030-07-07T15:55:00)']) {
    test(`a schedule offset with ${expression}`, () => {
      const message = `A ${expression.split('(')[0]} expression cannot have a schedule offset. Use a cron expression, or leave the offset out.`;
      assert.throws(() => next(parse(expression), { ...options, offsetDays: 2 }), new InvalidSchedule(message));
    });
  }
});
