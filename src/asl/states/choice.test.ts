import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json, JsonObject } from '../index.ts';
import { run } from '../testing/run.ts';

function choose(choice: JsonObject, input: Json, language = 'JSONPath') {
  const States: Record<string, JsonObject> = { Choose: { Type: 'Choice', ...choice } };
  const targets = [...((choice.Choices ?? []) as JsonObject[]).map(({ Next }) => Next), choice.Default];
  for (const name of new Set(targets as string[])) if (name) States[name] = { Type: 'Pass', End: true };
  const { finished, history } = run({ QueryLanguage: language, StartAt: 'Choose', States }, { input });
  const entered = history.findLast(({ type }) => type === 'PassStateEntered');
  return { finished, next: (entered?.stateEnteredEventDetails as JsonObject | undefined)?.name };
}

describe('Choice', () => {
  test('takes the first rule that applies, and Default if none does', () => {
    const choice = {
      Choices: [
        { Variable: '$.n', NumericGreaterThan: 10, Next: 'Large' },
        { Variable: '$.n', NumericGreaterThan: 5, Next: 'Medium' },
      ],
      Default: 'Small',
    };
    assert.deepEqual(
      [20, 7, 1].map((n) => choose(choice, { n }).next),
      ['Large', 'Medium', 'Small'],
    );
  });

  test('combines rules with And, Or and Not', () => {
    const isA = { Variable: '$.x', StringEquals: 'a' };
    const isB = { Variable: '$.x', StringEquals: 'b' };
    const yes = (rule: JsonObject, x: string) =>
      choose({ Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' }, { x }).next;
    assert.equal(yes({ Or: [isA, isB] }, 'b'), 'Yes');
    assert.equal(yes({ And: [isA, { Not: isB }] }, 'a'), 'Yes');
    assert.equal(yes({ Not: { Or: [isA, isB] } }, 'a'), 'No');
  });

  test('compares with what a path leads to', () => {
    const choice = { Choices: [{ Variable: '$.a', NumericLessThanPath: '$.b', Next: 'Less' }], Default: 'Not' };
    assert.equal(choose(choice, { a: 1, b: 2 }).next, 'Less');
    assert.equal(choose(choice, { a: 2, b: 1 }).next, 'Not');
  });

  test('asks IsPresent about what is not there, and fails with States.Runtime for any other operator', () => {
    const choice = (operator: JsonObject) => ({
      Choices: [{ Variable: '$.x', ...operator, Next: 'Yes' }],
      Default: 'No',
    });
    assert.equal(choose(choice({ IsPresent: false }), {}).next, 'Yes');
    assert.equal(choose(choice({ IsPresent: true }), { x: null }).next, 'Yes');
    const { finished } = choose(choice({ IsNull: true }), {});
    assert.deepEqual(finished, {
      type: 'finished',
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Choose' (entered at the event id #2). " +
        "Invalid path '$.x': The choice state's condition path references an invalid value.",
    });
  });

  test('fails with States.NoChoiceMatched if no rule applies and there is no Default', () => {
    const { finished } = choose({ Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'One' }] }, { n: 2 });
    assert.equal(finished?.status === 'FAILED' && finished.error, 'States.NoChoiceMatched');
  });

  test('assigns what the rule says, or what the state says if it takes Default', () => {
    const choice = {
      Choices: [
        { Condition: '{% $states.input.n = 1 %}', Assign: { from: 'rule' }, Output: '{% "one" %}', Next: 'One' },
      ],
      Assign: { from: 'state' },
      Output: '{% "other" %}',
      Default: 'Other',
    };
    const output = (n: number) => choose(choice, { n }, 'JSONata').finished;
    assert.deepEqual(output(1), { type: 'finished', status: 'SUCCEEDED', output: 'one' });
    assert.deepEqual(output(2), { type: 'finished', status: 'SUCCEEDED', output: 'other' });
  });
});
