import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::Events::EventBus". */
export const eventBus = resourceType({
  properties: {
    Description: { shape: 'String' },
    Name: { shape: 'String', required: true, change: 'replace' },
    Tags: tagList,
  },
  attributes: ['Arn', 'Name'],
  tags: { property: 'Tags', form: 'list' },

  create(properties, { context }) {
    const { EventBusArn } = context.call('events', 'CreateEventBus', properties);
    return { physicalId: properties.Name, attributes: { Arn: EventBusArn!, Name: properties.Name } };
  },

  update({ physicalId: Name, properties: from }, { Description, Tags }, context) {
    const { Arn } = context.call('events', 'UpdateEventBus', { Name, Description });
    const { set, remove } = tagChanges(from.Tags, Tags);
    if (remove.length > 0) context.call('events', 'UntagResource', { ResourceARN: Arn!, TagKeys: remove });
    if (set.length > 0) context.call('events', 'TagResource', { ResourceARN: Arn!, Tags: set });
    return undefined;
  },

  remove({ physicalId: Name }, context) {
    unlessGone(() => context.call('events', 'DeleteEventBus', { Name }));
  },
});
