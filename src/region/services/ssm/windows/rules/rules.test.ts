import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayStart, tooManyErrors } from './limits.ts';
import { openingOf, periodOf } from './opening.ts';
import { dueTasks } from './priority.ts';
import { fillIn, instancePseudoParameterIn } from './pseudo-parameters.ts';
import { type Counts, executionOutcome, type Status, taskOutcome } from './status.ts';

describe('how many invocations may begin', () => {
  const cases: [string, Counts, string, string, number][] = [
    ['as many as MaxConcurrency at first', { PENDING: 5 }, '2', '0', 2],
    ['no more than wait', { PENDING: 1 }, '10', '0', 1],
    ['as many as have ended', { PENDING: 3, IN_PROGRESS: 1, SUCCESS: 1 }, '2', '0', 1],
    ['none while the most run', { PENDING: 3, IN_PROGRESS: 2 }, '2', '0', 0],
    ['a share of the targets, rounded down', { PENDING: 5 }, '50%', '0', 2],
    ['one, when the share is less than one', { PENDING: 5 }, '10%', '0', 1],
    ['all of them', { PENDING: 5 }, '100%', '0', 5],
    ['none after more errors than are allowed', { PENDING: 4, FAILED: 1 }, '5', '0', 0],
    ['on, with as many errors as are allowed', { PENDING: 4, FAILED: 1 }, '5', '1', 4],
    ['on, when the errors are within their share', { PENDING: 8, FAILED: 1, TIMED_OUT: 1 }, '1', '20%', 1],
    ['none, when they are beyond it', { PENDING: 7, FAILED: 2, TIMED_OUT: 1 }, '1', '20%', 0],
  ];
  for (const [name, counts, MaxConcurrency, MaxErrors, expected] of cases)
    test(name, () => assert.equal(mayStart(counts, { MaxConcurrency, MaxErrors }), expected));

  test('what was cancelled or succeeded is no error', () => {
    assert.equal(tooManyErrors({ CANCELLED: 3, SUCCESS: 3 }, { MaxConcurrency: '1', MaxErrors: '0' }), false);
  });
});

describe('whose turn it is', () => {
  const task = (status: Status, Priority: number) => ({ status, task: { Priority } });

  test('tasks of the lowest number that are not over, together', () => {
    const tasks = [task('SUCCESS', 0), task('IN_PROGRESS', 1), task('PENDING', 1), task('PENDING', 5)];
    assert.deepEqual(dueTasks(tasks), [tasks[1], tasks[2]]);
  });
  test('a failed task holds up none', () => {
    const tasks = [task('FAILED', 1), task('PENDING', 2)];
    assert.deepEqual(dueTasks(tasks), [tasks[1]]);
  });
  test('none when all are over', () => assert.deepEqual(dueTasks([task('CANCELLED', 1)]), []));
});

describe('what a task comes to', () => {
  const cases: [Counts, boolean, Status][] = [
    [{ SUCCESS: 3 }, false, 'SUCCESS'],
    [{}, false, 'SUCCESS'],
    [{ SUCCESS: 2, FAILED: 1, TIMED_OUT: 1, CANCELLED: 1 }, false, 'FAILED'],
    [{ SUCCESS: 2, TIMED_OUT: 1, CANCELLED: 1 }, false, 'TIMED_OUT'],
    [{ SUCCESS: 2, CANCELLED: 1 }, false, 'CANCELLED'],
    [{ SUCCESS: 2, FAILED: 1 }, true, 'TIMED_OUT'],
  ];
  for (const [counts, cutOff, expected] of cases)
    test(`${JSON.stringify(counts)}${cutOff ? ', cut off,' : ''} is ${expected}`, () =>
      assert.equal(taskOutcome(counts, cutOff).status, expected));

  test('one that found no targets says so', () =>
    assert.deepEqual(taskOutcome({}, false), { status: 'SUCCESS', details: 'No invocations to execute.' }));
});

describe('what an execution comes to', () => {
  const cases: [Status[], Status, Status][] = [
    [[], 'IN_PROGRESS', 'SUCCESS'],
    [['SUCCESS', 'SUCCESS'], 'IN_PROGRESS', 'SUCCESS'],
    [['TIMED_OUT', 'FAILED', 'SUCCESS'], 'IN_PROGRESS', 'FAILED'],
    [['SUCCESS', 'TIMED_OUT', 'CANCELLED'], 'IN_PROGRESS', 'TIMED_OUT'],
    [['SUCCESS', 'CANCELLED'], 'IN_PROGRESS', 'CANCELLED'],
    [['SUCCESS', 'FAILED'], 'CANCELLING', 'CANCELLED'],
  ];
  for (const [tasks, status, expected] of cases)
    test(`${status} with ${tasks.join(', ') || 'no tasks'} is ${expected}`, () =>
      assert.equal(executionOutcome(tasks, status).status, expected));
});

describe('what becomes of an opening', () => {
  const hour = 3_600_000;
  const opening = Date.UTC(2026, 0, 1, 2);
  const { cutoffAt, closesAt } = periodOf(opening, { Duration: 3, Cutoff: 1 });

  test('it ends after its duration, and begins nothing from the cutoff on', () =>
    assert.deepEqual([cutoffAt - opening, closesAt - opening], [2 * hour, 3 * hour]));
  test('on time it opens', () => assert.equal(openingOf({ now: opening, cutoffAt }, false), 'open'));
  test('late it still opens', () => assert.equal(openingOf({ now: cutoffAt - 1, cutoffAt }, false), 'open'));
  test('at its cutoff it is missed', () => assert.equal(openingOf({ now: cutoffAt, cutoffAt }, false), 'missed'));
  test('beside an execution in progress it is skipped', () =>
    assert.equal(openingOf({ now: opening, cutoffAt }, true), 'overlapping'));
});

describe('pseudo parameters', () => {
  const values = {
    WINDOW_ID: 'mw-1',
    WINDOW_TASK_ID: 'task',
    WINDOW_EXECUTION_ID: 'execution',
    TASK_EXECUTION_ID: 'taskExecution',
    INVOCATION_ID: 'invocation',
    RESOURCE_ID: 'i-1',
    TARGET_ID: 'i-1',
    TARGET_TYPE: 'INSTANCE',
    WINDOW_TARGET_ID: 'target',
  };
  test('each is replaced wherever it stands', () => {
    const text = Object.keys(values).map((name) => `{{${name}}}`);
    assert.equal(fillIn(text.join(' '), values), Object.values(values).join(' '));
    assert.equal(fillIn('{"id": "{{ RESOURCE_ID }}"}', values), '{"id": "i-1"}');
  });
  test('what is none, or has no value here, stays', () =>
    assert.equal(
      fillIn('{{RESOURCE_ID}} {{ssm:ami}} {{constructor}}', { ...values, RESOURCE_ID: undefined }),
      '{{RESOURCE_ID}} {{ssm:ami}} {{constructor}}',
    ));
  test('those of an instance are found in a text', () => {
    assert.equal(instancePseudoParameterIn('stop {{ RESOURCE_ID }}'), '{{ RESOURCE_ID }}');
    assert.equal(instancePseudoParameterIn('{{WINDOW_TARGET_ID}} {{INVOCATION_ID}}'), undefined);
  });
});
