/** The examples of the EventBridge User Guide, "Amazon EventBridge input transformation", and what they leave open. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inputFor } from './input.ts';
import { stepsOf, valueAt } from './paths.ts';
import type { Delivery } from './target.ts';

const rule = { arn: 'arn:aws:events:us-east-1:123456789012:rule/example', name: 'example' };
const event: Delivery['event'] = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', cores: 2, words: 'say "so"' },
};
const paths = {
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  cores: '$.detail.cores',
  words: '$.detail.words',
  resources: '$.resources',
  detail: '$.detail',
  none: '$.detail.none',
};
const inputOf = (target: Partial<Delivery['target']>) =>
  inputFor({ id: 'd', rule, target: { Id: 't', Arn: 'a', ...target }, event, ingested: Date.UTC(2015, 10, 11) });
const filled = (InputTemplate: string) => inputOf({ InputTransformer: { InputPathsMap: paths, InputTemplate } });

describe('the input of a target', () => {
  test('is the event, a constant, or a part of the event', () => {
    assert.deepEqual(JSON.parse(inputOf({})), event);
    assert.equal(inputOf({ Input: '{"a": 1}' }), '{"a": 1}');
    assert.equal(inputOf({ InputPath: '$.detail.state' }), '"RUNNING"');
    assert.equal(inputOf({ InputPath: '$.detail.none' }), 'null');
  });

  const templates: readonly (readonly [template: string, input: string])[] = [
    ['"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    ['"instance \\"<instance>\\" is in <state>"', '"instance \\"i-0123456789\\" is in RUNNING"'],
    ['instance <instance> has <cores>', 'instance i-0123456789 has 2'],
    ['{"instance": <instance>, "cores": <cores>}', '{"instance": "i-0123456789", "cores": 2}'],
    ['{"text": "<words>, <cores>"}', '{"text": "say \\"so\\", 2"}'],
    ['{"all": <resources>}', `{"all": ${JSON.stringify(event.resources)}}`],
    ['{"text": "<resources>"}', `{"text": "[${event.resources[0]}]"}`],
    ['{"here": <none>, "there": "<none>"}', '{"here": "", "there": ""}'],
    ['{"rule": <aws.events.rule-arn>, "name": "<aws.events.rule-name>"}', `{"rule": "${rule.arn}", "name": "example"}`],
    ['{"at": <aws.events.event.ingestion-time>}', '{"at": "2015-11-11T00:00:00.000Z"}'],
  ];
  for (const [template, input] of templates) test(`made by ${template}`, () => assert.equal(filled(template), input));

  test('made of the event itself, with and without its detail', () => {
    const { detail: _, ...envelope } = event;
    assert.deepEqual(JSON.parse(filled('{"a": <aws.events.event>, "b": <aws.events.event.json>}')), {
      a: envelope,
      b: event,
    });
  });
});

test('paths have names, indices and wildcards', () => {
  const value = { a: [{ b: 1 }, { b: 2 }], 'c-d': { e_f: 'x' } };
  assert.equal(valueAt(value, '$.a[1].b'), 2);
  assert.deepEqual(valueAt(value, '$.a[*].b'), [1, 2]);
  assert.equal(valueAt(value, '$.c-d.e_f'), 'x');
  assert.equal(valueAt(value, '$'), value);
  assert.equal(valueAt(value, '$.a.length.constructor'), undefined);
  for (const path of ['a', '$a', '$..a', '$.a[', "$['a']", '$.a[?(@.b)]']) assert.equal(stepsOf(path), undefined, path);
});
