import * as model from '@aws-sdk/client-resource-groups';
import type { Service } from '../../service.ts';
import { CreateGroup } from './operations/CreateGroup.ts';
import { DeleteGroup } from './operations/DeleteGroup.ts';
import { GetGroup } from './operations/GetGroup.ts';
import { GetGroupQuery } from './operations/GetGroupQuery.ts';
import { GetTags } from './operations/GetTags.ts';
import { ListGroupResources } from './operations/ListGroupResources.ts';
import { ListGroups } from './operations/ListGroups.ts';
import { SearchResources } from './operations/SearchResources.ts';
import { Tag } from './operations/Tag.ts';
import { Untag } from './operations/Untag.ts';
import { UpdateGroup } from './operations/UpdateGroup.ts';
import { UpdateGroupQuery } from './operations/UpdateGroupQuery.ts';
import { migrations } from './rows.ts';

/** AWS Resource Groups: resources by their tags, or by the stack that they came with. */
export const service: Service = {
  name: 'resource-groups',
  model,
  migrations,
  accessDenied: 'ForbiddenException',
  linkedActions: ['ec2:DescribeInstances', 'ec2:DescribeVolumes', 'cloudformation:ListStackResources'],
  operations: {
    CreateGroup,
    DeleteGroup,
    GetGroup,
    GetGroupQuery,
    GetTags,
    ListGroupResources,
    ListGroups,
    SearchResources,
    Tag,
    Untag,
    UpdateGroup,
    UpdateGroupQuery,
  },
};
