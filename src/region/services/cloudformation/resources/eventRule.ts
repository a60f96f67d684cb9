import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

const target = {
  members: {
    Arn: { shape: 'String', required: true },
    Id: { shape: 'String', required: true },
    Input: { shape: 'String' },
    InputPath: { shape: 'String' },
    InputTransformer: {
      shape: {
        members: { InputPathsMap: { shape: { map: 'String' } }, InputTemplate: { shape: 'String', required: true } },
      },
    },
    RetryPolicy: {
      shape: {
        members: { MaximumEventAgeInSeconds: { shape: 'Integer' }, MaximumRetryAttempts: { shape: 'Integer' } },
      },
    },
    RoleArn: { shape: 'String' },
  },
} as const;

/** Source: CloudFormation Template Reference, "AWS::Events::Rule". */
export const eventRule = resourceType({
  properties: {
    Description: { shape: 'String' },
    EventBusName: { shape: 'String', change: 'replace' },
    EventPattern: { shape: 'Json' },
    Name: { shape: 'String', change: 'replace' },
    ScheduleExpression: { shape: 'String' },
    State: { shape: 'String' },
    Tags: tagList,
    Targets: { shape: { list: target } },
  },
  attributes: ['Arn'],
  tags: { property: 'Tags', form: 'list' },

  create({ Name: given, Targets = [], EventPattern, ...properties }, { context, name }) {
    const Name = given ?? name(64);
    const { EventBusName } = properties;
    const { RuleArn } = context.call('events', 'PutRule', {
      Name,
      ...forService(properties),
      EventPattern: EventPattern && jsonText(EventPattern),
    });
    if (Targets.length > 0) context.call('events', 'PutTargets', { Rule: Name, EventBusName, Targets });
    const bus = busOf(EventBusName);
    return { physicalId: bus === 'default' ? Name : `${bus}|${Name}`, attributes: { Arn: RuleArn! } };
  },

  update({ physicalId, properties: from }, { Name: _name, Tags, Targets = [], EventPattern, ...properties }, context) {
    const rule = ruleOf(physicalId, from);
    const { Name, EventBusName } = rule;
    const { RuleArn: ResourceARN } = context.call('events', 'PutRule', {
      ...forService(properties),
      ...rule,
      EventPattern: EventPattern && jsonText(EventPattern),
    });
    const kept = new Set(Targets.map(({ Id }) => Id));
    const Ids = (from.Targets ?? []).map(({ Id }) => Id).filter((id) => !kept.has(id));
    if (Ids.length > 0) context.call('events', 'RemoveTargets', { Rule: Name, EventBusName, Ids });
    if (Targets.length > 0) context.call('events', 'PutTargets', { Rule: Name, EventBusName, Targets });
    const { set, remove } = tagChanges(from.Tags, Tags);
    if (remove.length > 0) context.call('events', 'UntagResource', { ResourceARN: ResourceARN!, TagKeys: remove });
    if (set.length > 0) context.call('events', 'TagResource', { ResourceARN: ResourceARN!, Tags: set });
    return undefined;
  },

  remove({ physicalId, properties }, context) {
    const { Name, EventBusName } = ruleOf(physicalId, properties);
    unlessGone(() => {
      const { Targets = [] } = context.call('events', 'ListTargetsByRule', { Rule: Name, EventBusName });
      const Ids = Targets.map(({ Id }) => Id!);
      if (Ids.length > 0) context.call('events', 'RemoveTargets', { Rule: Name, EventBusName, Ids });
      context.call('events', 'DeleteRule', { Name, EventBusName });
    });
  },
});

/** The physical id of a rule names its bus, unless that is the default one: `bus|rule`. */
function ruleOf(physicalId: string, { EventBusName }: { EventBusName?: string }) {
  return { Name: physicalId.split('|').at(-1)!, EventBusName };
}

const busOf = (nameOrArn = 'default'): string => nameOrArn.split('/').at(-1)!;

/** The service holds `State` to its values; here it is text. */
function forService<P extends { State?: string }>(properties: P) {
  return properties as P & { State?: 'ENABLED' };
}
