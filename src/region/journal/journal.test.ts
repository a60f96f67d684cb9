import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WireError } from '../errors.ts';
import { openDatabase } from '../store/database.ts';
import { forgetAnswers, journalMigrations, recall, recordError, recordOutput, scopeOf } from './journal.ts';

const effect = { id: 7, service: 'states', name: 'task', key: 'one' };
const start = { InstanceIds: ['i-1'] };

function open() {
  const db = openDatabase(':memory:');
  for (const sql of journalMigrations) db.script(sql);
  return db;
}

test('what was asked is answered the same when it is asked again, dates and bytes included', () => {
  const db = open();
  const output = { at: new Date(5), bytes: new Uint8Array([1, 2]), nothing: undefined };
  const call = scopeOf(effect).next('ec2', 'StartInstances', start);
  assert.equal(recall(db, call), undefined);
  recordOutput(db, call, output);
  const again = scopeOf(effect).next('ec2', 'StartInstances', start);
  assert.deepEqual(recall(db, again), { output });
  assert.equal(again.requestId, call.requestId);
});

test('an error is thrown again as it was', () => {
  const db = open();
  const call = scopeOf(effect, 'request').next('ec2', 'StartInstances', start);
  recordError(db, call, new WireError('Denied', 'no', { status: 403, members: { Reason: 'x' } }));
  assert.throws(() => recall(db, call), { name: 'WireError', code: 'Denied', message: 'no', status: 403 });
});

test('the same asked twice is two calls, answered in their order', () => {
  const db = open();
  const scope = scopeOf(effect);
  for (const state of ['stopped', 'running']) recordOutput(db, scope.next('ec2', 'DescribeInstances', {}), { state });
  const again = scopeOf(effect);
  const answers = [1, 2, 3].map(() => recall(db, again.next('ec2', 'DescribeInstances', {})));
  assert.deepEqual(answers, [{ output: { state: 'stopped' } }, { output: { state: 'running' } }, undefined]);
});

test('another input, another invocation or another effect is another call', () => {
  const db = open();
  recordOutput(db, scopeOf(effect).next('ec2', 'StartInstances', start), {});
  for (const call of [
    scopeOf(effect).next('ec2', 'StartInstances', { InstanceIds: ['i-2'] }),
    scopeOf(effect).next('ec2', 'StopInstances', start),
    scopeOf(effect, 'request').next('ec2', 'StartInstances', start),
    scopeOf({ ...effect, id: 8 }).next('ec2', 'StartInstances', start),
  ])
    assert.equal(recall(db, call), undefined);
});

test('with its effect an answer is forgotten, and no other', () => {
  const db = open();
  const other = { ...effect, id: 8 };
  for (const each of [effect, other]) recordOutput(db, scopeOf(each).next('ec2', 'StartInstances', start), {});
  forgetAnswers(db, effect.id);
  assert.equal(recall(db, scopeOf(effect).next('ec2', 'StartInstances', start)), undefined);
  assert.ok(recall(db, scopeOf(other).next('ec2', 'StartInstances', start)));
});
