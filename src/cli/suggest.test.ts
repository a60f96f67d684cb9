import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, nearest } from './suggest.ts';

const commands = ['up', 'down', 'deploy', 'run', 'report', 'release', 'reset', 'status', 'windows', 'why'];

test('the nearest word is suggested: for letters swapped, missing, too many, other, or not typed yet', () => {
  for (const [typed, meant] of [
    ['staus', 'status'],
    ['stauts', 'status'],
    ['reprot', 'report'],
    ['wihndows', 'windows'],
    ['DEPLOY', 'deploy'],
    ['rn', 'run'],
    ['pu', 'up'],
    ['dep', 'deploy'],
  ] as const)
    assert.equal(nearest(typed, commands), meant, typed);
});

test('nothing is suggested where nothing is near', () => {
  for (const typed of ['xyzzy', 'q', '', 'frobnicate']) assert.equal(didYouMean(typed, commands), '');
  assert.equal(didYouMean('jsno', ['json'], '--'), ' Did you mean --json?');
});
