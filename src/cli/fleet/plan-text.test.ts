import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Member, Plan } from '../../operator/fleet/plan.ts';
import { planText } from './plan-text.ts';

const now = new Date('2026-01-31T02:00:00Z');
const member = (instanceId: string, more: Partial<Member> = {}): Member => ({
  instanceId,
  state: 'stopped',
  stale: false,
  admitted: true,
  ...more,
});
const plan = (members: readonly Member[], more: Partial<Plan> = {}): Plan => ({
  end: '2026-01-31T04:00:00.000Z',
  selected: members.length,
  planned: members.filter(({ admitted }) => admitted).length,
  canaries: 1,
  maxConcurrency: 10,
  maxErrors: 0,
  members,
  ...more,
});
const linesOf = (given: Plan) => stripVTControlCharacters(planText(given, now)).split('\n');

describe('a plan for people', () => {
  test('numbers those that are woken in their order, the canaries marked', () => {
    const lines = linesOf(
      plan(
        [
          member('i-1', { name: 'web', verified: '2026-01-01T02:00:00.000Z' }),
          member('i-2', { stale: true }),
          member('i-3', { state: 'running', verified: '2026-01-30T20:00:00.000Z' }),
        ],
        { canaries: 2 },
      ),
    );
    assert.deepEqual(lines.slice(0, 2), [
      '3 selected, 3 to be patched, until 2026-01-31T04:00:00.000Z',
      '2 go first; 10 at a time, until more than 0 have failed',
    ]);
    assert.deepEqual(lines.slice(4), [
      '1  canary  i-1       web   stopped  30 days ago',
      '2  canary  i-2             stopped  never, stale',
      '3          i-3             running  today',
    ]);
  });

  test('says of each other one why it is not', () => {
    const lines = linesOf(
      plan([
        member('i-1'),
        member('i-2', { admitted: false, reason: 'Held', because: '2026-03-01' }),
        member('i-3', { admitted: false, reason: 'Excluded', because: 'it has the tag wakepatch:exclude' }),
      ]),
    );
    assert.deepEqual(lines.slice(-2), [
      'i-2                stopped  Held      2026-03-01',
      'i-3                stopped  Excluded  it has the tag wakepatch:exclude',
    ]);
    assert.ok(!lines.some((line) => /^\d+ +(canary)? +i-[23]/.test(line)));
  });

  test('says so where nothing that fails ends the run', () => {
    assert.match(linesOf(plan([member('i-1')], { maxErrors: 1 }))[1] ?? '', /however many of them fail$/);
  });

  test('prints no control character of a name', () => {
    const text = planText(plan([member('i-1', { name: '\u001b[2Jweb', admitted: false, because: 'a\u0007b' })]), now);
    assert.doesNotMatch(stripVTControlCharacters(text.replaceAll('\n', '')), /\p{Cc}/u);
    assert.match(text, / \[2Jweb/);
  });
});
