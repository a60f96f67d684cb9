import * as model from '@aws-sdk/client-cloudformation';
import type { Service } from '../../service.ts';
import { timeOut } from './engine/phases.ts';
import { performStep, settleStep } from './engine/steps.ts';
import { CancelUpdateStack } from './operations/CancelUpdateStack.ts';
import { CreateChangeSet } from './operations/CreateChangeSet.ts';
import { CreateStack } from './operations/CreateStack.ts';
import { DeleteChangeSet } from './operations/DeleteChangeSet.ts';
import { DeleteStack } from './operations/DeleteStack.ts';
import { DescribeChangeSet } from './operations/DescribeChangeSet.ts';
import { DescribeStackEvents } from './operations/DescribeStackEvents.ts';
import { DescribeStackResource } from './operations/DescribeStackResource.ts';
import { DescribeStackResources } from './operations/DescribeStackResources.ts';
import { DescribeStacks } from './operations/DescribeStacks.ts';
import { ExecuteChangeSet } from './operations/ExecuteChangeSet.ts';
import { GetTemplate } from './operations/GetTemplate.ts';
import { GetTemplateSummary } from './operations/GetTemplateSummary.ts';
import { ListChangeSets } from './operations/ListChangeSets.ts';
import { ListExports } from './operations/ListExports.ts';
import { ListImports } from './operations/ListImports.ts';
import { ListStackResources } from './operations/ListStackResources.ts';
import { ListStacks } from './operations/ListStacks.ts';
import { UpdateStack } from './operations/UpdateStack.ts';
import { UpdateTerminationProtection } from './operations/UpdateTerminationProtection.ts';
import { ValidateTemplate } from './operations/ValidateTemplate.ts';
import { migrations } from './rows/migrations.ts';

/** Stacks: templates, what is made of them, and in which order. */
export const service: Service = {
  name: 'cloudformation',
  model,
  migrations,
  accessDenied: 'AccessDenied',
  operations: {
    CancelUpdateStack,
    CreateChangeSet,
    CreateStack,
    DeleteChangeSet,
    DeleteStack,
    DescribeChangeSet,
    DescribeStackEvents,
    DescribeStackResource,
    DescribeStackResources,
    DescribeStacks,
    ExecuteChangeSet,
    GetTemplate,
    GetTemplateSummary,
    ListChangeSets,
    ListExports,
    ListImports,
    ListStackResources,
    ListStacks,
    UpdateStack,
    UpdateTerminationProtection,
    ValidateTemplate,
  },
  // the tags that only AWS may set
  linkedActions: ['ec2:CreateTags', 'iam:TagRole', 's3:GetBucketTagging', 's3:PutBucketTagging'],
  effects: { step: performStep },
  timers: { settle: settleStep, timeout: timeOut },
};
