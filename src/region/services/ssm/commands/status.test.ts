import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandDetails, countsOf, type InvocationDetails, share } from './status.ts';

const cases: [what: string, all: InvocationDetails[], maxErrors: number, expected: string][] = [
  ['no target was found', [], 0, 'NoInstancesInTag'],
  ['none has begun', ['Pending', 'Pending'], 0, 'Pending'],
  ['the nodes are away', ['Pending', 'Delayed'], 0, 'Pending'],
  ['one has begun', ['Pending', 'InProgress'], 0, 'InProgress'],
  ['one is over, another waits', ['Success', 'Pending'], 0, 'InProgress'],
  ['one is being cancelled', ['Success', 'Cancelling'], 0, 'Cancelling'],
  ['all went well', ['Success', 'Success'], 0, 'Success'],
  ['one more than MaxErrors has failed', ['Failed', 'Success'], 0, 'Failed'],
  ['as many as MaxErrors have failed', ['Failed', 'Success'], 1, 'Incomplete'],
  ['the rest was not begun', ['Failed', 'Terminated'], 0, 'Failed'],
  ['it ran too long', ['ExecutionTimedOut'], 0, 'ExecutionTimedOut'],
  ['it did not reach the node', ['DeliveryTimedOut'], 0, 'DeliveryTimedOut'],
  ['the nodes are gone', ['Undeliverable', 'Undeliverable'], 0, 'Failed'],
  ['one node is gone', ['Undeliverable', 'Success'], 0, 'Incomplete'],
  ['it was cancelled', ['Cancelled', 'Success'], 0, 'Cancelled'],
];

for (const [what, all, maxErrors, expected] of cases)
  test(`a command is ${expected} when ${what}`, () => assert.equal(commandDetails(all, maxErrors), expected));

test('delivery time-outs and undeliverable invocations do not count as errors', () => {
  assert.deepEqual(countsOf(['Failed', 'ExecutionTimedOut', 'DeliveryTimedOut', 'Undeliverable', 'InProgress']), {
    completed: 4,
    errors: 2,
    deliveryTimedOut: 1,
  });
});

test('MaxConcurrency and MaxErrors are numbers or a share of the targets', () => {
  assert.equal(share('7', 100), 7);
  assert.equal(share('10%', 55), 5);
  assert.equal(share('100%', 3), 3);
});
