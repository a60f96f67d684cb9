import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isColoured } from './paint.ts';

const terminal = { isTTY: true } as NodeJS.WriteStream;
const pipe = {} as NodeJS.WriteStream;

test('colours are for terminals, unless a variable says otherwise; FORCE_COLOR comes before NO_COLOR', () => {
  for (const [stream, environment, coloured] of [
    [terminal, {}, true],
    [pipe, {}, false],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: 'anything' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [terminal, { TERM: 'dumb' }, false],
    [pipe, { FORCE_COLOR: '1' }, true],
    [pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [terminal, { FORCE_COLOR: '0' }, false],
    [terminal, { FORCE_COLOR: 'false' }, false],
    [pipe, { FORCE_COLOR: '' }, false],
  ] as const)
    assert.equal(isColoured(stream, environment), coloured, JSON.stringify(environment));
});
