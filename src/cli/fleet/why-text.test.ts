import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Told } from '../../operator/fleet/report.ts';
import type { Why } from '../../operator/fleet/why.ts';
import { whyText } from './why-text.ts';

const id = 'i-1';
const base: Why = {
  instanceId: id,
  name: 'web',
  state: 'stopped',
  now: '2026-01-10T00:00:00.000Z',
  leases: [],
  selection: 'with the tag PatchWhen=asleep',
  runs: [],
};
const on = { state: 'running', launched: '2026-01-09T02:00:00.000Z' };
const told: Told = {
  instanceId: id,
  outcome: 'Patched',
  reason: 'Installed',
  foundState: 'stopped',
  startedAt: '2026-01-09T02:00:00.100Z',
  now: '2026-01-09T02:09:00.000Z',
};
const run = (more: Partial<Told>) => [
  { run: 'runs/2026-01-09/e', began: '2026-01-09T02:00:00.000Z', told: { ...told, ...more } },
];
const lease = {
  instanceId: id,
  name: 'web',
  state: 'running',
  owner: 'e',
  found: 'stopped',
  until: '2026-01-10T02:00:00.000Z',
  alarm: false,
};
const member = { instanceId: id, state: 'stopped', stale: false, admitted: true };
const text = (more: Partial<Why>) => whyText({ ...base, ...more }, 'fleet');

describe('why an instance', () => {
  test('is on: a run woke it', () => {
    assert.match(
      text({ ...on, leases: [lease], phase: 'patching' }),
      /^i-1 web is running\.\n {2}It is on since 2026-01-09T02:00:00Z: it was woken to be patched, and is just now: patching\.\n {2}The execution e has it until 2026-01-10T02:00:00Z; it found it stopped\.$/m,
    );
  });

  test('is on: the alarm', () => {
    assert.match(
      text({ ...on, leases: [{ ...lease, alarm: true }] }),
      /it was woken, and was not stopped\.\n {2}ALARM: the execution e woke it/,
    );
  });

  test('is on: the last run left it to somebody', () => {
    const leftOn = { reason: 'SessionOpen', who: 'arn:aws:iam::1:user/alice' } as const;
    assert.match(
      text({ ...on, runs: run({ leftOn }) }),
      /the last run woke it and left it on, because of arn:aws:iam::1:user\/alice \(SessionOpen\)\. .* Stop it when they are done/,
    );
  });

  test('is on: somebody else has started it, also when the last run had left it to somebody before', () => {
    const leftOn = { reason: 'Held', who: 'x' } as const;
    for (const runs of [[], run({}), run({ leftOn, now: '2026-01-08T00:00:00.000Z' })])
      assert.match(text({ ...on, runs }), /no run holds it, so somebody else has started it\./);
  });

  test('was woken, and what came of it, with the command to look at', () => {
    const commandId = '11111111-2222-3333-4444-555555555555';
    const failed = text({
      runs: run({ outcome: 'PatchFailed', reason: 'CommandFailed', cause: '{"errorMessage":"exit 100"}', commandId }),
    });
    assert.match(failed, /^The run e of 2026-01-09T02:00:00Z came to PatchFailed, CommandFailed\.$/m);
    assert.match(failed, /^ {2}It was found stopped, and was woken at 2026-01-09T02:00:00Z/m);
    assert.match(failed, /^ {2}Cause: exit 100$/m);
    assert.match(failed, new RegExp(`wakepatch output ${commandId} --instance i-1$`, 'm'));
  });

  test('was passed over, with the advice', () => {
    const planned = {
      ...member,
      admitted: false,
      reason: 'StopProtected',
      because: 'its stop protection is on',
    } as const;
    assert.match(
      text({ runs: [{ run: 'runs/2026-01-09/e', began: '2026-01-09T02:00:00.000Z', planned }] }),
      /passed it over: StopProtected, its stop protection is on\.\n.*could not be put back\.\n {2}Take the protection/,
    );
  });

  test('is next, or is not', () => {
    const next = { member, place: 2, of: 9, isCanary: false };
    assert.match(
      text({ next, verified: '2026-01-07T23:00:00.000Z' }),
      /^A run now would patch it, as number 2 of 9\.\n {2}It was last seen to be clean 2 days ago\.$/m,
    );
    assert.match(
      text({ next: { ...next, member: { ...member, stale: true } } }),
      /never seen to be clean, which is longer than the objective/,
    );
    assert.match(
      text({}),
      /the stack fleet does not select it\.\n {2}It selects instances with the tag PatchWhen=asleep\.$/,
    );
    assert.match(text({}), /^No run has any evidence of it\.$/m);
  });

  test('is held', () => {
    assert.match(text({ hold: '2099-01-01' }), /It is held: until 2099-01-01\. .* wakepatch release i-1$/m);
    assert.match(text({ hold: 'released' }), /It is held: until somebody releases it\./);
  });

  test('has tags that are hostile text', () => {
    assert.ok(!text({ name: '\u001b[2J', hold: '\u001b[31m' }).includes('\u001b'));
  });
});
