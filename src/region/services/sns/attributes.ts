/** The attributes of topics and subscriptions that the Region has; others are refused by name. */
import { InvalidPattern, readPattern } from '../../../event-pattern/index.ts';
import type { Place } from '../../arn.ts';
import { notSupported } from '../../errors.ts';
import { invalidParameter } from './errors.ts';
import { checkPolicy, defaultPolicy } from './policy.ts';
import type { SubscriptionRow, TopicRow } from './rows.ts';

/** Of AWS's, those that the Region has not. Source: SNS API Reference, "SetTopicAttributes", "SetSubscriptionAttributes". */
const topicAttributesElsewhere = [
  'ApplicationFailureFeedbackRoleArn',
  'ArchivePolicy',
  'ContentBasedDeduplication',
  'DataProtectionPolicy',
  'DeliveryPolicy',
  'FifoThroughputScope',
  'FifoTopic',
  'KmsMasterKeyId',
  'LambdaFailureFeedbackRoleArn',
  'LambdaSuccessFeedbackRoleArn',
  'LambdaSuccessFeedbackSampleRate',
  'SignatureVersion',
  'TracingConfig',
];
const subscriptionAttributesElsewhere = ['DeliveryPolicy', 'RedrivePolicy', 'ReplayPolicy', 'SubscriptionRoleArn'];

type Setter<Row> = (row: Row, value: string, place: Place) => Row;

const topicAttributes: Readonly<Record<string, Setter<TopicRow>>> = {
  DisplayName(row, value) {
    if (value.length > 100 || /\p{Cc}/u.test(value)) throw invalidParameter('DisplayName');
    return { ...row, displayName: value };
  },
  Policy: (row, value, place) => ({
    ...row,
    policy: value === '' ? defaultPolicy(place, row.arn) : checkPolicy(value),
  }),
};

/** What a subscription has that may be changed. */
type Changeable = Pick<SubscriptionRow, 'protocol' | 'filterPolicy' | 'filterPolicyScope'>;

const subscriptionAttributes: Readonly<Record<string, Setter<Changeable>>> = {
  FilterPolicy: (row, value) => ({ ...row, filterPolicy: value === '' || value === '{}' ? null : value }),
  FilterPolicyScope(row, value) {
    if (value !== 'MessageAttributes' && value !== 'MessageBody')
      throw invalidParameter(
        `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
      );
    return { ...row, filterPolicyScope: value };
  },
  RawMessageDelivery(row, value) {
    if (!/^(true|false)$/i.test(value))
      throw invalidParameter(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
    // Of the protocols that may have it the Region has none.
    if (/^true$/i.test(value))
      throw invalidParameter(
        `Attributes Reason: RawMessageDelivery: Delivery protocol [${row.protocol}] does not support raw message delivery.`,
      );
    return row;
  },
};

/** @throws WireError InvalidParameter, NotImplemented */
export function setTopicAttribute(row: TopicRow, name: string, value: string, place: Place): TopicRow {
  return setterOf(topicAttributes, topicAttributesElsewhere, name, 'a topic')(row, value, place);
}

/** @throws WireError InvalidParameter, NotImplemented */
export function setSubscriptionAttributes<Row extends Changeable>(
  row: Row,
  attributes: Readonly<Record<string, string>>,
  place: Place,
): Row {
  const changed = Object.entries(attributes).reduce<Changeable>(
    (before, [name, value]) =>
      setterOf(subscriptionAttributes, subscriptionAttributesElsewhere, name, 'a subscription')(before, value, place),
    row,
  );
  checkFilter(changed);
  return { ...row, ...changed };
}

function setterOf<Row>(
  known: Readonly<Record<string, Setter<Row>>>,
  elsewhere: readonly string[],
  name: string,
  of: string,
): Setter<Row> {
  const setter = Object.hasOwn(known, name) ? known[name] : undefined;
  if (setter) return setter;
  throw elsewhere.includes(name) ? notSupported(`the attribute ${name} of ${of}`) : invalidParameter('AttributeName');
}

/** Source: SNS Developer Guide, "Filter policy constraints in Amazon SNS". */
function checkFilter({ filterPolicy, filterPolicyScope }: Changeable): void {
  if (filterPolicy === null) return;
  const policy = parseFilter(filterPolicy);
  try {
    readPattern(policy);
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidParameter(`FilterPolicy: ${error.message}`);
    throw error;
  }
  const lists = [...listsOf(policy)];
  if (filterPolicyScope === 'MessageAttributes' && lists.some(({ depth }) => depth > 1))
    throw invalidParameter('FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy');
  if (new Set(lists.map(({ key }) => key)).size > 5)
    throw invalidParameter('FilterPolicy: Filter policy can not have more than 5 keys');
  if (lists.reduce((product, { length, depth }) => product * length * depth, 1) > 150)
    throw invalidParameter('FilterPolicy: Filter policy is too complex');
}

/** @throws WireError InvalidParameter */
export function parseFilter(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('FilterPolicy: failed to parse JSON.');
  }
}

/** The lists of a filter policy, with the key that each stands under and how deep; an `$or` is no level of its own. */
function* listsOf(value: unknown, key = '', depth = 0): Generator<{ key: string; depth: number; length: number }> {
  if (Array.isArray(value) && key === '$or') for (const each of value) yield* listsOf(each, '', depth - 1);
  else if (Array.isArray(value)) yield { key, depth, length: value.length };
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* listsOf(inner, name, depth + 1);
}
