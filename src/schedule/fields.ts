import { InvalidSchedule } from './invalid.ts';

/**
 * A field of a cron expression: the numbers it holds, names for them from `min` upwards where it has such, and examples
 * of the wildcards that stand alone in it (days.ts).
 */
export type Field = { name: string; min: number; max: number; names?: string[]; alone?: string };

/** The fields in their order, from the page "Reference: Cron and rate expressions for Systems Manager". */
export const fields = {
  seconds: { name: 'Seconds', min: 0, max: 59 },
  minutes: { name: 'Minutes', min: 0, max: 59 },
  hours: { name: 'Hours', min: 0, max: 23 },
  dayOfMonth: { name: 'Day-of-month', min: 1, max: 31, alone: 'L, LW or 15W' },
  month: {
    name: 'Month',
    min: 1,
    max: 12,
    names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  dayOfWeek: {
    name: 'Day-of-week',
    min: 1,
    max: 7,
    names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
    alone: 'L, FRIL or FRI#1 to FRI#5',
  },
  year: { name: 'Year', min: 1970, max: 2199 },
} satisfies Record<string, Field>;

const allowed = ({ min, max, names, alone }: Field) =>
  [
    `${min}-${max}`,
    names === undefined ? '' : ` or ${names[0]}-${names.at(-1)}`,
    alone === undefined ? '' : `, or one of these alone: ${alone}`,
  ].join('');

/**
 * One number or name of a field.
 * @throws InvalidSchedule when it is neither, or out of the field's range.
 */
export function numberIn(text: string, field: Field): number {
  const named = field.names?.indexOf(text) ?? -1;
  if (named >= 0) return field.min + named;
  if (!/^\d+$/.test(text)) {
    throw new InvalidSchedule(`${field.name}: "${text}" is not understood. Use ${allowed(field)}.`);
  }
  const number = Number(text);
  if (number < field.min || number > field.max) {
    throw new InvalidSchedule(`${field.name}: ${text} is out of range. Use ${allowed(field)}.`);
  }
  return number;
}

/**
 * The numbers that a field means, ascending, each once. It holds an asterisk, a number (`5`), a range (`1-5`), either of
 * them with a step (`0/15`, `8-17/3`), or a list of these with commas.
 * @throws InvalidSchedule for anything else.
 */
export function numbersIn(text: string, field: Field): number[] {
  const numbers = text.split(',').flatMap((item) => progression(item, field));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function progression(item: string, field: Field): number[] {
  const [span = '', stepText, ...rest] = item.split('/');
  const [fromText = '', toText, ...more] = span === '*' ? [`${field.min}`, `${field.max}`] : span.split('-');
  if (rest.length > 0 || more.length > 0) {
    throw new InvalidSchedule(`${field.name}: "${item}" is not understood. Write a range as 1-5, a step as 0/15.`);
  }

  const from = numberIn(fromText, field);
  // 5/20 starts at 5 and goes on to the end of the field; a bare 5 is only itself.
  const to = toText !== undefined ? numberIn(toText, field) : stepText !== undefined ? field.max : from;
  if (to < from) {
    throw new InvalidSchedule(
      `${field.name}: the range ${span} runs backwards. Split it in two, up to the field's end and from its start.`,
    );
  }

  const step = stepText === undefined ? 1 : Number(/^\d+$/.test(stepText) ? stepText : Number.NaN);
  // A step of 60 minutes or more would be taken for a longer interval, but it starts anew each hour.
  if (!(step >= 1 && step <= field.max)) {
    throw new InvalidSchedule(`${field.name}: the step /${stepText} is out of range. Use /1 to /${field.max}.`);
  }
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
