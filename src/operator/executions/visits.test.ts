import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { summaries } from './summary.ts';
import { courseOf } from './visits.ts';

/** What AWS recorded. Source: test/asl-cases/README.md. */
interface Recorded {
  readonly id: string;
  readonly expect: { readonly status: string; readonly error?: string; readonly history?: readonly RecordedEvent[] };
}
type RecordedEvent = Omit<HistoryEvent, 'timestamp'> & { readonly id: number };

const recorded = ['executions', 'task-replay'].flatMap((name) =>
  readFileSync(new URL(`../../../test/asl-cases/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded),
);
/** The recorder has lost the ids of events that came in no certain order. */
const whole = recorded.filter(({ expect: { history } }) => history?.every(({ id }, index) => id === index + 1));

const courseIn = ({ expect: { history = [] } }: Recorded) =>
  courseOf(history.map((event) => ({ ...event, timestamp: new Date(event.id * 1000) }) as HistoryEvent));
const named = (words: string) => whole.find(({ id }) => id.includes(words))!;

describe('what recorded histories say of each state', () => {
  test('there are enough of them', () => assert.ok(whole.length > 250, `${whole.length}`));

  test('nothing goes on after an execution has ended, and each event of a state is its own', () => {
    for (const one of whole) {
      const { visits } = courseIn(one);
      assert.deepEqual(
        visits.filter(({ status }) => status === 'running'),
        [],
        one.id,
      );
      const entered = one.expect.history!.filter(({ type }) => type?.endsWith('StateEntered'));
      assert.equal(visits.length, entered.length, one.id);
      const exits = one.expect.history!.filter(({ type }) => type?.endsWith('StateExited'));
      for (const { id, stateExitedEventDetails } of exits)
        assert.equal(visits.find(({ events }) => events.includes(id))?.name, stateExitedEventDetails?.name, one.id);
    }
  });

  test('what succeeds has no state that failed but was not caught, and what fails has one', () => {
    for (const one of whole) {
      const failed = courseIn(one).visits.filter(({ status }) => status === 'failed');
      if (one.expect.status === 'SUCCEEDED') assert.deepEqual(failed, [], one.id);
      else if (one.expect.history!.length > 2) assert.notEqual(failed.length, 0, one.id);
    }
  });

  test('the error of an execution that fails is found at a state', () => {
    const failed = whole.filter(({ expect }) => expect.status === 'FAILED' && expect.error);
    assert.ok(failed.length > 30, `${failed.length}`);
    for (const one of failed) {
      const { visits } = courseIn(one);
      if (visits.some(({ type }) => type === 'Fail')) continue;
      const errors = visits.flatMap(({ failures }) => failures.map(({ error }) => error));
      assert.ok(errors.includes(one.expect.error!), `${one.id}: ${errors}`);
    }
  });

  test('states inside a Map know their Map and their iteration', () => {
    const maps = whole.filter(({ expect }) => expect.history!.some(({ type }) => type === 'MapIterationStarted'));
    assert.ok(maps.length > 10);
    for (const one of maps) {
      const inside = courseIn(one).visits.filter(({ within }) => within?.type === 'Map');
      assert.ok(inside.length > 0, one.id);
      assert.ok(
        inside.every(({ iteration }) => Number.isInteger(iteration)),
        one.id,
      );
    }
  });

  test('an error that is caught leads on by a way of its own', () => {
    const caught = whole.filter((one) => courseIn(one).visits.some(({ status }) => status === 'caught'));
    assert.ok(caught.length > 5);
    for (const one of caught) {
      const { visits, transitions } = courseIn(one);
      const visit = visits.find(({ status }) => status === 'caught')!;
      assert.ok(
        transitions.some(({ from, caught: isCaught }) => from === visit.name && isCaught),
        one.id,
      );
      assert.ok(visit.failures.length > 0, one.id);
    }
  });

  test('what fails while its arguments are worked out is told of the state itself', () => {
    const { visits } = courseIn(named('test_undefined_reference[BASE_UNDEFINED_ARGUMENTS]'));
    assert.deepEqual(
      visits.map(({ status, failures }) => [status, failures[0]?.error]),
      [['failed', 'States.QueryEvaluationError']],
    );
  });

  test('a Map Run that fails is told once', () => {
    const { visits } = courseIn(named('test_map_item_reader_csv_headers_decl_duplicate_headers'));
    assert.deepEqual(
      visits.map(({ name, failures, mapRunArns }) => [name, failures.length, mapRunArns.length]),
      [[visits[0]!.name, 1, 1]],
    );
  });
});

/** Events of a history in the making: [type, previousEventId, details]. */
const historyOf = (...events: [string, number, object?][]): HistoryEvent[] =>
  events.map(([type, previousEventId, details], index) => {
    const member = `${type.replace(/^\w+State(Entered|Exited)$/, 'state$1')}EventDetails`;
    const id = index + 1;
    return { id, previousEventId, type, timestamp: new Date(id * 1000), [member]: details } as unknown as HistoryEvent;
  });

describe('retries and branches', () => {
  test('a task that is tried again has one visit, with all that failed in it', () => {
    const { visits } = courseOf(
      historyOf(
        ['ExecutionStarted', 0],
        ['TaskStateEntered', 1, { name: 'Work' }],
        ['TaskScheduled', 2],
        ['TaskFailed', 3, { error: 'Throttled', cause: 'too many' }],
        ['TaskScheduled', 4],
        ['TaskSucceeded', 5],
        ['TaskStateExited', 6, { name: 'Work' }],
        ['ExecutionSucceeded', 7],
      ),
    );
    assert.deepEqual(
      summaries(visits).map(({ name, status, entered, retries, spent }) => [name, status, entered, retries, spent]),
      [['Work', 'succeeded', 1, 1, 5000]],
    );
    assert.deepEqual(
      visits[0]!.failures.map(({ error, eventId }) => [error, eventId]),
      [['Throttled', 4]],
    );
  });

  test('branches are told apart, and what one of them hinders is aborted with it', () => {
    const { visits } = courseOf(
      historyOf(
        ['ExecutionStarted', 0],
        ['ParallelStateEntered', 1, { name: 'Both' }],
        ['ParallelStateStarted', 2],
        ['TaskStateEntered', 3, { name: 'Left' }],
        ['TaskStateEntered', 3, { name: 'Right' }],
        ['TaskScheduled', 5],
        ['TaskScheduled', 4],
        ['TaskFailed', 6, { error: 'Broken', cause: 'it broke' }],
        ['ParallelStateFailed', 8],
        ['ParallelStateExited', 9, { name: 'Both' }],
        ['PassStateEntered', 10, { name: 'Mend' }],
        ['PassStateExited', 11, { name: 'Mend' }],
      ),
    );
    assert.deepEqual(
      visits.map(({ name, status, within, failures }) => [name, status, within?.name, failures[0]?.error]),
      [
        ['Both', 'caught', undefined, 'Broken'],
        ['Left', 'aborted', 'Both', undefined],
        ['Right', 'failed', 'Both', 'Broken'],
        ['Mend', 'succeeded', undefined, undefined],
      ],
    );
  });

  test('of iterations of a Map the worst is what the state is said to be, whichever came last', () => {
    const { visits } = courseOf(
      historyOf(
        ['ExecutionStarted', 0],
        ['MapStateEntered', 1, { name: 'Each' }],
        ['MapStateStarted', 2],
        ['MapIterationStarted', 3, { name: 'Each', index: 0 }],
        ['TaskStateEntered', 4, { name: 'Work' }],
        ['TaskFailed', 5, { error: 'Broken' }],
        ['TaskStateExited', 6, { name: 'Work' }],
        ['PassStateEntered', 7, { name: 'Mend' }],
        ['MapIterationStarted', 3, { name: 'Each', index: 1 }],
        ['TaskStateEntered', 9, { name: 'Work' }],
        ['TaskStateExited', 10, { name: 'Work' }],
      ),
    );
    assert.deepEqual(
      summaries(visits).map(({ name, status, entered, running, succeeded, caught }) => [
        name,
        status,
        [entered, running, succeeded, caught],
      ]),
      [
        ['Each', 'running', [1, 1, 0, 0]],
        ['Work', 'caught', [2, 0, 1, 1]],
        ['Mend', 'running', [1, 1, 0, 0]],
      ],
    );
  });
});
