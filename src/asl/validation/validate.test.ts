import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../json.ts';
import { InvalidDefinition, validate } from './validate.ts';

/** What is said of a definition: `CODE: message at location`, one a line. */
function said(definition: JsonObject, type: 'STANDARD' | 'EXPRESS' = 'STANDARD'): string[] {
  return validate(JSON.stringify(definition), { type }).map(
    ({ code, message, location }) => `${code}: ${message}${location ? ` at ${location}` : ''}`,
  );
}

/** A machine of one state A, which ends unless told otherwise. */
const one = (state: JsonObject, more: JsonObject = {}) => ({ ...more, StartAt: 'A', States: { A: state } });
const pass = (more: JsonObject = {}) => one({ Type: 'Pass', End: true, ...more });
const task = (more: JsonObject = {}) =>
  one({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, ...more });
const choice = (...Choices: JsonObject[]) => ({
  StartAt: 'A',
  States: { A: { Type: 'Choice', Choices, Default: 'B' }, B: { Type: 'Succeed' } },
});
const map = (more: JsonObject) =>
  one({ Type: 'Map', End: true, ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Succeed' } } }, ...more });
const jsonata = (state: JsonObject) => one({ End: true, ...state }, { QueryLanguage: 'JSONata' });
const schema = (text: string) => `SCHEMA_VALIDATION_FAILED: ${text}`;

// [what, definition, what is said]
const cases: [string, JsonObject, string[]][] = [
  ['a field missing', { StartAt: 'A' }, [schema('These fields are required: [States] at /')]],
  ['a state without type', one({ End: true }), [schema('These fields are required: [Type] at /States/A')]],
  [
    'neither Next nor End',
    one({ Type: 'Pass' }),
    [schema('There should be one of the following fields: [End, Next] at /States/A')],
  ],
  [
    'both Next and End',
    pass({ Next: 'A' }),
    [schema('There should only be one of the following fields: [End, Next] at /States/A')],
  ],
  ['a field no state has', pass({ Colour: 1 }), [schema("Field 'Colour' is not supported at /States/A")]],
  [
    'Catch where nothing is caught',
    pass({ Catch: [] }),
    [schema("Field 'Catch' is not supported at /States/A"), schema('Value cannot be empty at /States/A/Catch')],
  ],
  [
    'TimeoutSeconds on another than a Task',
    pass({ TimeoutSeconds: 1 }),
    [schema("Field 'TimeoutSeconds' is not supported at /States/A")],
  ],
  [
    'a field of JSONata in JSONPath',
    pass({ Output: 1 }),
    [
      schema(
        "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A",
      ),
    ],
  ],
  [
    'a field of JSONPath in JSONata',
    jsonata({ Type: 'Pass', InputPath: '$' }),
    [
      schema(
        "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
      ),
    ],
  ],
  [
    'QueryLanguage of an item processor',
    map({ ItemProcessor: { QueryLanguage: 'JSONata', StartAt: 'I', States: { I: { Type: 'Succeed' } } } }),
    [schema("Field 'QueryLanguage' is not supported at /States/A/ItemProcessor")],
  ],
  [
    'an OutputPath that is none',
    pass({ OutputPath: 'Test' }),
    [schema('Value must be a valid JSONPath. at /States/A/OutputPath')],
  ],
  [
    'a ResultPath that names many places',
    pass({ ResultPath: '$.a[*]' }),
    [schema('Value is not a Reference Path at /States/A/ResultPath')],
  ],
  [
    'an expression that is none',
    pass({ Parameters: { a: { 'b.$': 'Test' } } }),
    [
      schema(
        "The value for the field 'b.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters/a",
      ),
    ],
  ],
  [
    'a JSONata expression that does not parse',
    jsonata({ Type: 'Pass', Output: { a: '{% 1 + %}' } }),
    [schema('Unexpected end of expression at /States/A/Output')],
  ],
  [
    'a resource that is no ARN',
    task({ Resource: 'work' }),
    [schema('Value is not a valid resource ARN at /States/A/Resource')],
  ],
  [
    'a service that is not there',
    task({ Resource: 'arn:aws:states:::lambda:invent' }),
    [
      schema(
        'The resource provided arn:aws:states:::lambda:invent is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource',
      ),
    ],
  ],
  [
    'a pattern the service lacks',
    task({ Resource: 'arn:aws:states:::dynamodb:putItem.sync' }),
    [
      schema(
        'The resource provided arn:aws:states:::dynamodb:putItem.sync is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at /States/A/Resource',
      ),
    ],
  ],
  ['a number too small', task({ TimeoutSeconds: 0 }), [schema('Minimum value is 1 at /States/A/TimeoutSeconds')]],
  [
    'a percentage too great',
    map({ ToleratedFailurePercentage: 101 }),
    [schema('Maximum value is 100.0 at /States/A/ToleratedFailurePercentage')],
  ],
  [
    'a literal and a path',
    map({ MaxConcurrency: 1, MaxConcurrencyPath: '$.n' }),
    [schema('There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath] at /States/A')],
  ],
  [
    'a retrier without errors',
    task({ Retry: [{ MaxAttempts: 1 }] }),
    [schema('These fields are required: [ErrorEquals] at /States/A/Retry[0]')],
  ],
  [
    'a rule without Next',
    choice({ Variable: '$', IsNull: true }),
    [schema('These fields are required: [Next] at /States/A/Choices[0]')],
  ],
  [
    'a rule without variable',
    choice({ IsNull: true, Next: 'B' }),
    [schema('These fields are required: [Variable] at /States/A/Choices[0]')],
  ],
  [
    'Next within a combination',
    choice({ And: [{ Variable: '$', IsNull: true, Next: 'B' }], Next: 'B' }),
    [schema("Field 'Next' is not supported at /States/A/Choices[0]/And[0]")],
  ],
  ['no rules', choice(), [schema('Value cannot be empty at /States/A/Choices')]],
  [
    'no branches',
    one({ Type: 'Parallel', Branches: [], End: true }),
    [schema('Value cannot be empty at /States/A/Branches')],
  ],
  [
    'an unknown target',
    one({ Type: 'Pass', Next: 'NOPE' }),
    [
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next",
      'MISSING_END_STATE: Workflow has no terminal state',
    ],
  ],
  [
    'an unknown target of a rule',
    choice({ Variable: '$', IsNull: true, Next: 'NOPE' }),
    ["MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Choices[0]/Next"],
  ],
  [
    'an unknown target of a catcher',
    task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NOPE' }] }),
    ["MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Catch[0]/Next"],
  ],
  [
    'an unknown start, and so a state out of reach',
    { StartAt: 'Not sure', States: { A: { Type: 'Succeed' } } },
    [
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Not sure at /StartAt",
      'MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
    ],
  ],
  [
    'a loop without end',
    { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } },
    ['MISSING_END_STATE: Workflow has no terminal state'],
  ],
  [
    'a name used twice',
    one({ Type: 'Parallel', Branches: [one({ Type: 'Succeed' })], End: true }),
    ['DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A'],
  ],
];

describe('what is said of a definition', () => {
  for (const [what, definition, expected] of cases) {
    test(what, () => assert.deepEqual(said(definition), expected));
  }

  test('nothing of a sound one', () => {
    assert.deepEqual(said(pass()), []);
    assert.deepEqual(said(map({})), []);
    assert.deepEqual(said(choice({ Not: { Variable: '$.a', IsPresent: true }, Next: 'B' })), []);
  });

  test('that it is no JSON', () => {
    assert.deepEqual(
      validate('{').map(({ code }) => code),
      ['INVALID_JSON_DESCRIPTION'],
    );
    assert.deepEqual(
      validate('[]').map(({ code }) => code),
      ['INVALID_JSON_DESCRIPTION'],
    );
  });

  test('that an Express one cannot wait for jobs and tokens', () => {
    const sync = task({ Resource: 'arn:aws:states:::states:startExecution.sync' });
    assert.deepEqual(said(sync), []);
    assert.deepEqual(said(sync, 'EXPRESS'), [
      schema("Express state machine does not support '.sync' service integration at /States/A/Resource"),
    ]);
  });

  test('all of it in the message of the error', () => {
    const error = new InvalidDefinition(validate(JSON.stringify(one({ Type: 'Pass', Next: 'NOPE' }))));
    assert.equal(
      error.message,
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, " +
        "MISSING_END_STATE: Workflow has no terminal state'",
    );
  });
});
