import * as model from '@aws-sdk/client-eventbridge';
import type { Service } from '../../service.ts';
import { deliver } from './delivery.ts';
import { DeleteRule } from './operations/DeleteRule.ts';
import { DescribeRule } from './operations/DescribeRule.ts';
import { DisableRule } from './operations/DisableRule.ts';
import { EnableRule } from './operations/EnableRule.ts';
import { ListRuleNamesByTarget } from './operations/ListRuleNamesByTarget.ts';
import { ListRules } from './operations/ListRules.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { ListTargetsByRule } from './operations/ListTargetsByRule.ts';
import { PutRule } from './operations/PutRule.ts';
import { PutTargets } from './operations/PutTargets.ts';
import { RemoveTargets } from './operations/RemoveTargets.ts';
import { TagResource } from './operations/TagResource.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { migrations } from './rows.ts';
import { runRule } from './schedule.ts';

/** Amazon EventBridge: event buses, and rules that run on a schedule or listen to events. */
export const service: Service = {
  name: 'events',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  timers: { runRule },
  effects: { deliver },
  operations: {
    DeleteRule,
    DescribeRule,
    DisableRule,
    EnableRule,
    ListRuleNamesByTarget,
    ListRules,
    ListTagsForResource,
    ListTargetsByRule,
    PutRule,
    PutTargets,
    RemoveTargets,
    TagResource,
    UntagResource,
  },
};
