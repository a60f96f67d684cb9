import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failuresIn, progressOf, type StackHappening } from './stack-progress.ts';

let second = 0;
const happened = (logicalId: string, status: string, reason?: string): StackHappening => {
  second++;
  const type = logicalId === 'fleet' ? 'AWS::CloudFormation::Stack' : 'AWS::IAM::Role';
  return { id: `${second}`, at: new Date(second * 1000).toISOString(), logicalId, type, status, reason };
};
/** The newest first, as CloudFormation tells them. */
const told = (...events: StackHappening[]) => events.toReversed();
const nothing = { always: [], conditional: [] };

describe('what failed in a stack', () => {
  test('is the first failure, not what was cancelled because of it', () => {
    const events = told(
      happened('fleet', 'CREATE_IN_PROGRESS', 'User Initiated'),
      happened('First', 'CREATE_FAILED', 'You may not.'),
      happened('Second', 'CREATE_FAILED', 'Resource creation cancelled'),
      happened('Third', 'CREATE_FAILED', 'There is one already.'),
      happened('fleet', 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [First].'),
    );
    assert.deepEqual(
      failuresIn(events).map(({ logicalId, reason }) => [logicalId, reason]),
      [
        ['First', 'You may not.'],
        ['Third', 'There is one already.'],
      ],
    );
  });

  test('in an operation before the newest is over and done', () => {
    const events = told(
      happened('fleet', 'UPDATE_IN_PROGRESS'),
      happened('First', 'UPDATE_FAILED', 'You may not.'),
      happened('fleet', 'UPDATE_ROLLBACK_COMPLETE'),
      happened('fleet', 'UPDATE_IN_PROGRESS'),
      happened('First', 'UPDATE_COMPLETE'),
      happened('fleet', 'UPDATE_COMPLETE'),
    );
    assert.deepEqual(failuresIn(events), []);
  });
});

describe('how far an operation on a stack is', () => {
  test('that creates it is counted against its template, with those under conditions that were begun', () => {
    const resources = [
      { logicalId: 'First', status: 'CREATE_COMPLETE' },
      { logicalId: 'Demo', status: 'CREATE_IN_PROGRESS' },
    ];
    const planned = { always: ['First', 'Second'], conditional: ['Demo', 'Other'] };
    assert.deepEqual(progressOf('CREATE_IN_PROGRESS', resources, [], planned), { done: 1, total: 3 });
  });

  test('that deletes it is counted against what was there', () => {
    const resources = [
      { logicalId: 'First', status: 'DELETE_COMPLETE' },
      { logicalId: 'Second', status: 'DELETE_IN_PROGRESS' },
    ];
    for (const status of ['DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])
      assert.deepEqual(progressOf(status, resources, [], nothing), { done: 1, total: 2 });
  });

  test('that updates it is counted without a total, for nobody knows it', () => {
    const events = told(
      happened('Old', 'UPDATE_COMPLETE'),
      happened('fleet', 'UPDATE_IN_PROGRESS'),
      happened('First', 'UPDATE_IN_PROGRESS'),
      happened('First', 'UPDATE_COMPLETE'),
    );
    assert.deepEqual(progressOf('UPDATE_IN_PROGRESS', [], events, nothing), { done: 1 });
  });

  test('is nothing to tell when none is under way', () => {
    assert.equal(progressOf('UPDATE_COMPLETE', [], [], nothing), undefined);
  });
});
