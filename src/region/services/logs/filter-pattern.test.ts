import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filterPattern } from './filter-pattern.ts';

describe('a filter pattern', () => {
  const cases: [pattern: string, matches: string[], others: string[]][] = [
    ['', ['anything', ''], []],
    ['ERROR', ['[ERROR 400] BAD'], ['error', 'WARN']],
    ['ERROR ARGUMENTS', ['[ERROR] INVALID ARGUMENTS'], ['ERROR', 'ARGUMENTS']],
    ['ERROR -ARGUMENTS', ['ERROR'], ['ERROR ARGUMENTS', 'WARN']],
    ['?ERROR ?ARGUMENTS', ['ERROR', 'ARGUMENTS'], ['WARN']],
    ['"INTERNAL SERVER ERROR"', ['[ERROR 500] INTERNAL SERVER ERROR'], ['INTERNAL ERROR']],
    ['"a \\"b\\"" -"c-d"', ['a "b"'], ['a b', 'a "b" c-d']],
  ];
  for (const [pattern, matches, others] of cases)
    test(`'${pattern}' finds ${JSON.stringify(matches)} and not ${JSON.stringify(others)}`, () => {
      const holds = filterPattern(pattern);
      assert.deepEqual(matches.filter(holds), matches);
      assert.deepEqual(others.filter(holds), []);
    });

  for (const pattern of ['{ $.a = 1 }', '[a, b]', '%regular%'])
    test(`'${pattern}' is refused by name`, () => {
      assert.throws(() => filterPattern(pattern), { code: 'NotImplemented' });
    });

  for (const pattern of ['a-b', '"open', 'a.b'])
    test(`'${pattern}' is invalid: such terms stand in quotation marks`, () => {
      assert.throws(() => filterPattern(pattern), {
        code: 'InvalidParameterException',
        message: 'Invalid filter pattern',
      });
    });
});
