import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { badRequest } from '../errors.ts';
import { describeGroup, groupArn, requestTags } from '../group.ts';
import { readQuery } from '../query.ts';
import { findGroup, putGroup } from '../rows.ts';

/** Makes a group of what a query finds. */
export const CreateGroup = operation<'resource-groups', 'CreateGroup'>({
  accepts: ['Name', 'Description', 'ResourceQuery', 'Tags'],
  authorize: ({ Name, Tags }, context) => [
    { action: 'resource-groups:CreateGroup', resource: groupArn(context, Name!), conditions: requestTags(Tags) },
  ],
  run({ Name, Description = '', ResourceQuery, Tags = {} }, context) {
    if (!/^[a-zA-Z0-9_.-]{1,300}$/.test(Name!) || /^aws/i.test(Name!))
      throw badRequest(`The group name ${Name} is not valid.`);
    if (ResourceQuery === undefined) throw notSupported('resource groups without a ResourceQuery');
    readQuery(ResourceQuery);
    if (findGroup(context.db, Name!))
      throw badRequest(`Cannot create group: a group with the name ${Name} already exists.`);
    const query = { Type: ResourceQuery.Type!, Query: ResourceQuery.Query! };
    const group = { name: Name!, description: Description, query, tags: Tags };
    putGroup(context.db, group);
    return { Group: describeGroup(context, group), ResourceQuery: query, Tags };
  },
});
