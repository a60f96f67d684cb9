import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationText } from './duration.ts';

test('durations are said in the units that people count in', () => {
  const cases: [number, string][] = [
    [-5, '0 ms'],
    [850, '850 ms'],
    [1000, '1 s'],
    [2340, '2.3 s'],
    [59_600, '1 min'],
    [185_000, '3 min 5 s'],
    [3_600_000, '1 h'],
    [7_440_000, '2 h 4 min'],
    [266_400_000, '3 d 2 h'],
  ];
  for (const [milliseconds, words] of cases) assert.equal(durationText(milliseconds), words);
});
