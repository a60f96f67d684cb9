import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList, tagMap } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::ResourceGroups::Group". */
export const resourceGroup = resourceType({
  properties: {
    Description: { shape: 'String' },
    Name: { shape: 'String', required: true, change: 'replace' },
    ResourceQuery: {
      shape: {
        members: {
          Type: { shape: 'String' },
          Query: {
            shape: {
              members: {
                ResourceTypeFilters: { shape: { list: 'String' } },
                StackIdentifier: { shape: 'String' },
                TagFilters: {
                  shape: { list: { members: { Key: { shape: 'String' }, Values: { shape: { list: 'String' } } } } },
                },
              },
            },
          },
        },
      },
    },
    Tags: tagList,
  },
  attributes: ['Arn'],
  tags: { property: 'Tags', form: 'list' },

  create({ Name, Description, ResourceQuery, Tags = [] }, { context, stackId }) {
    const { Group } = context.call('resource-groups', 'CreateGroup', {
      Name,
      Description,
      ResourceQuery: asked(ResourceQuery, stackId),
      Tags: tagMap(Tags),
    });
    return { physicalId: Name, attributes: { Arn: Group!.GroupArn! } };
  },

  update({ physicalId: Group, properties: from }, { Description = '', ResourceQuery, Tags }, context) {
    const call = { Group };
    context.call('resource-groups', 'UpdateGroup', { ...call, Description });
    // A query that names no stack goes on meaning the group's own, which stays as it is.
    if (JSON.stringify(from.ResourceQuery) !== JSON.stringify(ResourceQuery)) {
      const { GroupQuery } = context.call('resource-groups', 'GetGroupQuery', call);
      const { StackIdentifier } = JSON.parse(GroupQuery!.ResourceQuery!.Query!) as { StackIdentifier?: string };
      context.call('resource-groups', 'UpdateGroupQuery', {
        ...call,
        ResourceQuery: asked(ResourceQuery, StackIdentifier),
      });
    }
    const { set, remove } = tagChanges(from.Tags, Tags);
    const { GroupArn: Arn } = context.call('resource-groups', 'GetGroup', call).Group!;
    if (remove.length > 0) context.call('resource-groups', 'Untag', { Arn: Arn!, Keys: remove });
    if (set.length > 0) context.call('resource-groups', 'Tag', { Arn: Arn!, Tags: tagMap(set) });
    return undefined;
  },

  remove({ physicalId: Group }, context) {
    unlessGone(() => context.call('resource-groups', 'DeleteGroup', { Group }));
  },
});

/** "If you specify a query of the type CLOUDFORMATION_STACK_1_0 without a StackIdentifier, it is the stack of the group itself". */
function asked(query: { Type?: string; Query?: object } = {}, stackId: string | undefined) {
  const { Type = 'CLOUDFORMATION_STACK_1_0', Query = {} } = query;
  const own = Type === 'CLOUDFORMATION_STACK_1_0' ? { StackIdentifier: stackId } : {};
  // the service holds the type to its values
  return { Type: Type as 'TAG_FILTERS_1_0', Query: JSON.stringify({ ...own, ...Query }) };
}
