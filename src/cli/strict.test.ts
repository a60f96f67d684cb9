import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArgsDef } from 'citty';
import { refuseWrong } from './strict.ts';

const known: ArgsDef = {
  id: { type: 'positional', required: true, description: 'The id of the thing', valueHint: 'ID' },
  stack: { type: 'string', valueHint: 'NAME' },
  format: { type: 'enum', options: ['text', 'json', 'csv', 'html'] },
  follow: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
};
const typed = (line: string) => () => refuseWrong('look', line.split(' ').filter(Boolean), known);

describe('what is typed after a command', () => {
  test('is taken as it is meant', () => {
    for (const line of [
      'x --stack a --format csv --follow',
      '--stack=a x --no-follow',
      '--dry-run x',
      '--stack=--odd x',
      '-- -x',
      // The last one counts, so that an alias can be overruled.
      'x --stack a --stack b',
    ])
      typed(line)();
  });

  const refused: [string, RegExp][] = [
    [
      'x --stak a',
      /^There is no option --stak\. Did you mean --stack\? 'wakepatch look --help' lists what there is\.$/,
    ],
    ['x --xyzzy', /^There is no option --xyzzy\. 'wakepatch look --help'/],
    ['x -z', /^There is no option -z\./],
    ['x --no-stack', /^There is no option --no-stack/],
    ['x --stack', /^--stack needs a value: --stack NAME$/],
    ['x --stack=', /^--stack needs a value: --stack NAME$/],
    ['x --stack --follow', /^--stack needs a value, and --follow looks like an option\. .* --stack=--follow$/],
    ['x --format cvs', /^--format cvs is not known\. Did you mean csv\? Choose one of text, json, csv, html\.$/],
    ['x --follow=yes', /^--follow takes no value\. Write --follow alone, or leave it out\.$/],
    ['', /^What is missing: ID, the id of the thing\. 'wakepatch look --help'/],
    ['x y', /^'y' means nothing to this command\./],
  ];
  for (const [line, sentence] of refused)
    test(`is refused: ${line || 'nothing at all'}`, () => {
      assert.throws(typed(line), { name: 'Failure', kind: 'usage', message: sentence });
    });
});
