/** The examples of the EventBridge User Guide, "Comparison operators for use in event patterns", and what they leave open. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPattern } from './index.ts';

const terminated = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '111122223333',
  time: '2017-12-22T18:43:48Z',
  region: 'us-west-1',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: { 'instance-id': 'i-1234567890abcdef0', state: 'terminated' },
};

/** pattern, what it matches, what it does not */
type Example = readonly [name: string, pattern: object, fitting: readonly object[], others: readonly object[]];

const at = (...values: unknown[]) => values.map((x) => ({ x }));

const examples: readonly Example[] = [
  [
    'exact values in nested fields',
    {
      source: ['aws.ec2'],
      'detail-type': ['EC2 Instance State-change Notification'],
      detail: { state: ['terminated'] },
    },
    [terminated],
    [{ ...terminated, source: 'aws.ssm' }, { ...terminated, detail: { state: 'running' } }, {}],
  ],
  ['several values of a field', { x: ['initializing', 'running'] }, at('running', 'initializing'), at('stopped')],
  ['a null, an empty string', { x: [null, ''] }, at(null, ''), [...at('null', 0), {}]],
  [
    'booleans and numbers, without mixing them with text',
    { x: [true, 300] },
    at(true, 300, 3.0e2),
    at('true', '300', 1),
  ],
  ['one element of an array', { x: ['b'] }, at(['a', 'b'], [['b']]), at(['a'], [])],
  ['prefix', { time: [{ prefix: '2017-12-22' }] }, [terminated], [{ time: '2018-12-22' }, { time: 2017 }]],
  [
    'prefix, ignoring case',
    { x: [{ prefix: { 'equals-ignore-case': 'EventB' } }] },
    at('eventbridge', 'EVENTBUS'),
    at('my-eventbridge'),
  ],
  ['suffix', { x: [{ suffix: '.png' }] }, at('a.png', '.png'), at('a.PNG', 'a.png.zip')],
  ['suffix, ignoring case', { x: [{ suffix: { 'equals-ignore-case': '.png' } }] }, at('a.PNG', 'a.png'), at('png')],
  [
    'anything but a text',
    { x: [{ 'anything-but': 'initializing' }] },
    at('running', null, 7),
    [...at('initializing'), {}],
  ],
  ['anything but a number', { x: [{ 'anything-but': 123 }] }, at(124, '123'), at(123)],
  ['anything but a list', { x: [{ 'anything-but': ['stopped', 'overloaded'] }] }, at('running'), at('stopped')],
  ['anything but a list of numbers', { x: [{ 'anything-but': [100, 200, 300] }] }, at(101), at(200)],
  [
    'anything but, ignoring case',
    { x: [{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }] },
    at('running'),
    at('INITIALIZING', 'stopped'),
  ],
  ['anything but a prefix', { x: [{ 'anything-but': { prefix: 'init' } }] }, at('running'), at('initializing')],
  ['anything but prefixes', { x: [{ 'anything-but': { prefix: ['init', 'stop'] } }] }, at('running'), at('stopped')],
  ['anything but a suffix', { x: [{ 'anything-but': { suffix: '.txt' } }] }, at('a.png'), at('a.txt')],
  [
    'anything but wildcards',
    { x: [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }] },
    at('/usr/share/a'),
    at('/usr/lib/a', '/usr/bin/a'),
  ],
  ['numeric ranges', { x: [{ numeric: ['>', 0, '<=', 5] }] }, at(5, 0.01, 3), at(0, 5.1, '3')],
  [
    'numeric equality and one bound',
    { x: [{ numeric: ['=', 300] }, { numeric: ['<', -10] }] },
    at(300, -11),
    at(-10, 301),
  ],
  [
    'addresses of version 4',
    { x: [{ cidr: '10.0.0.0/24' }] },
    at('10.0.0.255'),
    at('10.0.1.0', '10.0.0', '::1', 'host'),
  ],
  [
    'addresses of version 6',
    { x: [{ cidr: '2001:db8::/33' }] },
    at('2001:db8:7fff::1'),
    at('2001:db8:8000::', '1::2::3'),
  ],
  [
    'a field that exists',
    { detail: { state: [{ exists: true }] } },
    [terminated, { detail: { state: null } }],
    [{ detail: {} }, {}],
  ],
  [
    'a field that does not, nor what it is in',
    { detail: { 'c-count': [{ exists: false }] } },
    [terminated, {}],
    [{ detail: { 'c-count': 5 } }],
  ],
  ['leaf nodes alone, where existence is asked for', { detail: [{ exists: true }] }, [{ detail: 1 }], [terminated]],
  ['equals, ignoring case', { x: [{ 'equals-ignore-case': 'alice' }] }, at('ALICE', 'alice'), at('alicia', 1)],
  [
    'wildcards',
    { x: [{ wildcard: 'dir/*.png' }, { wildcard: '*\\*\\\\' }] },
    at('dir/a/b.png', 'dir/.png', 'a*\\'),
    at('dir/apng', 'xdir/a.png', 'a*'),
  ],
  [
    'several of these together',
    {
      time: [{ prefix: '2017-10-02' }],
      detail: { state: [{ 'anything-but': 'initializing' }], 'x-limit': [{ exists: false }] },
    },
    [{ time: '2017-10-02T18:43:48Z', detail: { state: 'running' } }],
    [
      { time: '2017-10-02T18:43:48Z', detail: { state: 'initializing' } },
      { time: '2017-10-02T18:43:48Z', detail: { state: 'running', 'x-limit': 1 } },
    ],
  ],
  [
    '$or, also within $or, beside other fields',
    {
      source: ['aws.cloudwatch'],
      $or: [
        { metricName: ['CPUUtilization', 'ReadLatency'] },
        { metricType: ['MetricType'], $or: [{ scope: ['Service'] }, { namespace: [{ prefix: 'AWS/' }] }] },
      ],
    },
    [
      { source: 'aws.cloudwatch', metricName: 'ReadLatency' },
      { source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/EC2' },
    ],
    [
      { source: 'aws.cloudwatch', metricType: 'MetricType' },
      { source: 'aws.ec2', metricName: 'ReadLatency' },
    ],
  ],
  [
    'one object of an array that fits all',
    { x: { id: [1], state: ['ok'] } },
    at([{ id: 1, state: 'ok' }, { id: 2 }]),
    at(
      [
        { id: 1, state: 'bad' },
        { id: 2, state: 'ok' },
      ],
      [],
    ),
  ],
];

describe('an event pattern matches', () => {
  for (const [name, pattern, fitting, others] of examples)
    test(name, () => {
      const matches = readPattern(pattern);
      for (const event of fitting) assert.equal(matches(event), true, JSON.stringify(event));
      for (const event of others) assert.equal(matches(event), false, JSON.stringify(event));
    });
});

describe('an event pattern is refused that', () => {
  const refused: readonly (readonly [pattern: unknown, reason: string])[] = [
    [[], 'Filter is not an object'],
    [{}, 'Empty objects are not allowed'],
    [{ x: {} }, 'Empty objects are not allowed'],
    [{ x: [] }, 'Empty arrays are not allowed'],
    [{ x: 'y' }, '"x" must be an object or an array'],
    [{ x: [['y']] }, 'Match value must be String, number, true, false, or null'],
    [{ x: [{ startswith: 'y' }] }, 'Unrecognized match type startswith'],
    [{ x: [{ constructor: 'y' }] }, 'Unrecognized match type constructor'],
    [{ x: [{ prefix: 'a', suffix: 'b' }] }, 'Only one key allowed in match expression'],
    [{ x: [{ prefix: 1 }] }, 'prefix match pattern must be a string'],
    [{ x: [{ prefix: { wildcard: 'a' } }] }, 'Unsupported prefix pattern: wildcard'],
    [{ x: [{ exists: 'yes' }] }, 'exists match pattern must be either true or false.'],
    [{ x: [{ numeric: 5 }] }, 'Value of numeric must be an array.'],
    [{ x: [{ numeric: ['=>', 5] }] }, 'Unrecognized numeric range operator: =>'],
    [{ x: [{ numeric: ['>', '5'] }] }, 'Value of > must be numeric'],
    [{ x: [{ numeric: ['>', 5e9 + 1] }] }, 'Value must be between -5.0E9 and 5.0E9, inclusive'],
    [{ x: [{ numeric: ['>'] }] }, 'Malformed numeric match: one or two pairs of operator and number are required'],
    [{ x: [{ 'anything-but': { cidr: '10.0.0.0/8' } }] }, 'Unsupported anything-but pattern: cidr'],
    [{ x: [{ 'anything-but': { prefix: '' } }] }, 'Null prefix/suffix not allowed'],
    [{ x: [{ 'anything-but': [] }] }, 'Empty arrays are not allowed'],
    [
      { x: [{ 'anything-but': [1, 'a'] }] },
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [{ x: [{ cidr: '10.0.0.0' }] }, "Malformed CIDR, one '/' required"],
    [{ x: [{ cidr: '10.0.0/8' }] }, 'Malformed CIDR, malformed IP address 10.0.0'],
    [{ x: [{ cidr: '10.0.0.0/33' }] }, 'Malformed CIDR, mask bits must be an integer'],
    [{ x: [{ wildcard: 'a**' }] }, 'Consecutive wildcard characters'],
    [{ x: [{ wildcard: 'a\\b' }] }, 'Invalid escape character'],
  ];
  for (const [pattern, message] of refused)
    test(`is ${JSON.stringify(pattern)}`, () =>
      assert.throws(() => readPattern(pattern), { name: 'InvalidPattern', message }));
});
