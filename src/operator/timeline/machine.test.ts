import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patched, troubled } from '../fleet/report.fixture.ts';
import { endedMachine, marksIn, plannedMachine } from './machine.ts';

test('a record tells when each phase began, and when the last was over', () => {
  const machine = endedMachine(patched(1, 0));
  assert.deepEqual(
    machine.marks.map(({ phase }) => phase),
    ['wake', 'ready', 'patch', 'verify', 'stop'],
  );
  assert.equal(machine.end, Date.parse(patched(1, 0).stoppedAt!));
  assert.equal(machine.standing, 'ended');
  assert.equal(machine.changes, 2);
});

test('a second boot takes the place of the proof that follows it', () => {
  const told = { ...patched(1, 0), rebootedAt: patched(1, 0).patchedAt };
  assert.deepEqual(
    marksIn(told).map(({ phase }) => phase),
    ['wake', 'ready', 'patch', 'reboot', 'stop'],
  );
});

test('what was cut off has an end that is no earlier than its last phase', () => {
  const { stoppedAt: _, ...told } = patched(1, 0);
  assert.equal(endedMachine({ ...told, now: told.startedAt }).end, Date.parse(told.stoppingAt!));
});

test('what was skipped without being touched is passed over, and says why', () => {
  const held = endedMachine(troubled.find(({ reason }) => reason === 'Held')!);
  assert.deepEqual([held.standing, held.marks, held.because], ['passedOver', [], '2026-02-01']);
});

test('why a look at a machine went on is not why it was passed over', () => {
  assert.equal(endedMachine(patched(1, 0, { because: 'it is stopping' })).because, undefined);
});

test('who is there is told of a machine that was left on', () => {
  const used = endedMachine(troubled.find(({ leftOn }) => leftOn)!);
  assert.match(used.leftOn ?? '', /^SessionOpen: .*alice$/);
});

test('a machine of the plan waits, or is passed over', () => {
  const member = { instanceId: 'i-1', state: 'stopped', stale: false };
  assert.equal(plannedMachine({ ...member, admitted: true }, true).standing, 'waiting');
  const excluded = plannedMachine({ ...member, admitted: false, reason: 'Excluded' }, false);
  assert.deepEqual([excluded.standing, excluded.outcome, excluded.reason], ['passedOver', 'Skipped', 'Excluded']);
});
