import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientsFor } from '../../src/aws/clients.ts';
import { stack } from '../../src/console/views/stack.ts';
import { until } from '../e2e/until.ts';
import { openTestRegion } from '../region.ts';

const template = `
Parameters:
  Days:
    Type: Number
    Default: 7
    Description: How long logs are kept
  Name:
    Type: String
Conditions:
  Never: !Equals [a, b]
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: !Ref Name, RetentionInDays: !Ref Days }
  Others:
    Type: AWS::Logs::LogGroup
    Condition: Never
Outputs:
  Group: { Description: Where the logs are, Value: !Ref Logs }
`;

test('a stack tells its parameters and outputs with their descriptions, and what failed first', async (t) => {
  const { region, endpoint, clients, close } = await openTestRegion();
  t.after(close);
  const context = {
    clients: clientsFor({
      endpoint,
      region: 'us-east-1',
      credentials: async () => region.credentials,
      description: 'the Region of this test',
    }),
    endpoint,
  };
  const create = async (StackName: string) => {
    const Parameters = [{ ParameterKey: 'Name', ParameterValue: '/one' }];
    await clients.cloudformation.createStack({ StackName, TemplateBody: template, Parameters });
    return until(
      `${StackName} is made or not`,
      () => stack.read(context, { stack: StackName }),
      ({ status }) => !status.endsWith('_IN_PROGRESS'),
    );
  };

  const first = await create('first');
  assert.deepEqual([first.status, first.failures, first.progress], ['CREATE_COMPLETE', [], undefined]);
  assert.deepEqual(
    first.parameters.toSorted((a, b) => a.key.localeCompare(b.key)),
    [
      { key: 'Days', value: '7', description: 'How long logs are kept', isDefault: true },
      { key: 'Name', value: '/one', description: undefined, isDefault: false },
    ],
  );
  assert.deepEqual(first.outputs, [{ key: 'Group', value: '/one', description: 'Where the logs are' }]);
  assert.deepEqual(
    first.resources.map(({ logicalId }) => logicalId),
    ['Logs'],
  );

  const second = await create('second');
  assert.deepEqual([second.status, second.failures.map(({ logicalId }) => logicalId)], ['ROLLBACK_COMPLETE', ['Logs']]);
  assert.match(second.failures[0]!.reason, /\/one|already exists/i);
  await assert.rejects(stack.read(context, { stack: 'third' }), /There is no stack third/);
});
