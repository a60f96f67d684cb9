import * as model from '@aws-sdk/client-cloudwatch-logs';
import type { Service } from '../../service.ts';
import { CreateLogGroup } from './operations/CreateLogGroup.ts';
import { CreateLogStream } from './operations/CreateLogStream.ts';
import { DeleteLogGroup } from './operations/DeleteLogGroup.ts';
import { DeleteLogStream } from './operations/DeleteLogStream.ts';
import { DeleteResourcePolicy } from './operations/DeleteResourcePolicy.ts';
import { DeleteRetentionPolicy } from './operations/DeleteRetentionPolicy.ts';
import { DescribeLogGroups } from './operations/DescribeLogGroups.ts';
import { DescribeLogStreams } from './operations/DescribeLogStreams.ts';
import { DescribeResourcePolicies } from './operations/DescribeResourcePolicies.ts';
import { FilterLogEvents } from './operations/FilterLogEvents.ts';
import { GetLogEvents } from './operations/GetLogEvents.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { PutLogEvents } from './operations/PutLogEvents.ts';
import { PutResourcePolicy } from './operations/PutResourcePolicy.ts';
import { PutRetentionPolicy } from './operations/PutRetentionPolicy.ts';
import { TagResource } from './operations/TagResource.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { prune } from './retention.ts';
import { migrations } from './rows.ts';

/** CloudWatch Logs: groups, streams and events, kept for as long as a group's retention says. */
export const service: Service = {
  name: 'logs',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  timers: { prune },
  operations: {
    CreateLogGroup,
    CreateLogStream,
    DeleteLogGroup,
    DeleteLogStream,
    DeleteResourcePolicy,
    DeleteRetentionPolicy,
    DescribeLogGroups,
    DescribeLogStreams,
    DescribeResourcePolicies,
    FilterLogEvents,
    GetLogEvents,
    ListTagsForResource,
    PutLogEvents,
    PutResourcePolicy,
    PutRetentionPolicy,
    TagResource,
    UntagResource,
  },
};
