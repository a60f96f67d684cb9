import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { patched, reportOf, troubled } from '../../operator/fleet/report.fixture.ts';
import { reportText } from './report-text.ts';

const textOf = (...given: Parameters<typeof reportText>) => stripVTControlCharacters(reportText(...given));
const report = reportOf([...troubled, patched(1, 10), patched(2, 11)]);
const parts = textOf(report).split('\n\n');
const part = (heading: RegExp) => parts.find((each) => heading.test(each)) ?? assert.fail(`no part ${heading}`);

describe('a report for people', () => {
  test('begins with the run and the totals, the gravest first', () => {
    assert.match(
      parts[0]!,
      /^Run runs\/2026-01-04\/3f2c9c1e.*\nbegan 2026-01-04T02:00:00Z, ended 2026-01-04T02:45:00Z\n/,
    );
    assert.deepEqual(
      parts[1]!.split('\n').map((line) => line.trim().split(/ {2,}/)),
      [
        ['LeftAwake', '1'],
        ['PatchFailed', '1'],
        ['WakeFailed', '1'],
        ['NonCompliant', '1'],
        ['Skipped', '2'],
        ['AlreadyCompliant', '1'],
        ['Patched', '3'],
        ['instance-hours awake', String(report.totals.instanceHours)],
      ],
    );
  });

  test('then names what needs a person, with the reason, the cause in words and what to do', () => {
    const lines = part(/^Needs a person \(4\)/).split('\n');
    assert.equal(parts[2], lines.join('\n'), 'right after the totals');
    assert.deepEqual(
      lines.filter((line) => /^ {2}i-/.test(line)).map((line) => line.trim().split('  ')[1]),
      ['web-101', 'web-102', 'web-103', 'web-104'],
    );
    assert.ok(lines.includes('    cause: its patch command ended as Failed with exit code 100: E: No space left'));
    assert.ok(lines.includes('    missing: linux-image-6.1'));
    assert.ok(lines.some((line) => line.includes('VolumeKeyArns')));
  });

  test('names who uses what is left on', () => {
    assert.match(part(/^Left on/), /web-105\n {4}SessionOpen: arn:aws:iam::123456789012:user\/alice\./);
  });

  test('names what is too long without a verified patch, the longest first', () => {
    const [, ...lines] = part(/^Longer without/).split('\n');
    assert.equal(lines[0], '  i-00000000000000103  web-103  never');
    const days = lines.slice(1).map((line) => Number(/(\d+) days$/.exec(line)?.[1]));
    assert.deepEqual(
      days,
      [...days].sort((a, b) => b - a),
    );
    assert.equal(lines.length, report.totals.stale.length);
  });

  test('gives the reason of what was skipped once, and the instances under it', () => {
    assert.match(part(/^Skipped, Held/), /web-106 {2}2026-02-01$/);
    assert.match(part(/^Skipped, NotEnoughTime/), /web-107 {2}it takes 50 minutes$/);
  });

  test('names no more of a kind than one reads, and says how many there are', () => {
    const many = Array.from({ length: 100 }, (_, index) => patched(index + 1, index));
    assert.match(textOf(reportOf(many)), /Done \(100\)[\s\S]*… and 60 more; --format csv has them all$/);
  });

  test('says of a run without a report that there is none', () => {
    assert.match(textOf(reportOf([], { ended: undefined })), /no report yet: it is under way, or was ended early/);
  });

  test('prints no control character that comes from an instance', () => {
    const hostile = '\u001b]8;;http://x\u0007\u009b2J\u202e';
    const leftOn = { reason: 'UserLoggedIn', who: hostile } as const;
    const told = [
      patched(1, 0, { name: hostile, leftOn }),
      patched(2, 0, { outcome: 'PatchFailed', reason: hostile, cause: hostile, missing: [hostile] }),
      patched(3, 0, {
        outcome: 'PatchFailed',
        reason: 'CommandFailed',
        cause: JSON.stringify({ errorMessage: hostile }),
      }),
      patched(4, 0, { outcome: 'Skipped', reason: hostile, because: hostile }),
    ];
    const text = reportText(reportOf(told, { problem: hostile }));
    assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}|\p{Cf}/u);
  });
});
