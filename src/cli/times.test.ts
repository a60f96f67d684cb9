import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { duration, inZone, timeOf, zoneOf } from './times.ts';

const now = new Date('2026-03-01T12:00:00Z');

describe('times as people type them', () => {
  test('are days, instants, or a distance from now', () => {
    for (const [text, direction, time] of [
      ['2026-12-31', 'ahead', '2026-12-31T00:00:00.000Z'],
      ['2026-12-31T12:00', 'ahead', '2026-12-31T12:00:00.000Z'],
      ['2026-12-31T12:00:00+02:00', 'back', '2026-12-31T10:00:00.000Z'],
      ['90s', 'back', '2026-03-01T11:58:30.000Z'],
      ['3d', 'ahead', '2026-03-04T12:00:00.000Z'],
      ['1w', 'back', '2026-02-22T12:00:00.000Z'],
    ] as const)
      assert.equal(timeOf('--until', text, now, direction).toISOString(), time, text);
  });

  test('are refused with what would do', () => {
    for (const text of ['tomorrow', '12', '3 d', '3y', '2026-13-01', '-1d', ''])
      assert.throws(() => timeOf('--until', text, now, 'ahead'), {
        kind: 'usage',
        message: /^--until .* is no time\. .*2026-12-31.*3d\.$/,
      });
  });

  test('zones are those of the IANA, and a near one is suggested', () => {
    assert.equal(zoneOf('Europe/Berlin'), 'Europe/Berlin');
    assert.throws(() => zoneOf('Europe/Berln'), /Did you mean Europe\/Berlin\?/);
    assert.throws(() => zoneOf('berlin'), /Did you mean Europe\/Berlin\?/);
    assert.throws(() => zoneOf('Atlantis/Capital'), /no time zone\. Give one/);
  });
});

test('times as people read them', () => {
  assert.equal(inZone('2026-01-04T01:00:00Z', 'Europe/Berlin'), 'Sun 2026-01-04 02:00 +01:00 Europe/Berlin');
  assert.equal(inZone('2026-01-04T01:00:00Z', 'UTC'), 'Sun 2026-01-04 01:00 UTC');
  assert.deepEqual([0, 59, 60, 125, 3600, 12_000].map(duration), [
    '0 s',
    '59 s',
    '1 min',
    '2 min 5 s',
    '1 h',
    '3 h 20 min',
  ]);
});
