import * as model from '@aws-sdk/client-eventbridge';
import type { Service } from '../../service.ts';
import { deliver } from './delivery.ts';
import { hear } from './dispatch.ts';
import { CreateEventBus } from './operations/CreateEventBus.ts';
import { DeleteEventBus } from './operations/DeleteEventBus.ts';
import { DeleteRule } from './operations/DeleteRule.ts';
import { DescribeEventBus } from './operations/DescribeEventBus.ts';
import { DescribeRule } from './operations/DescribeRule.ts';
import { DisableRule } from './operations/DisableRule.ts';
import { EnableRule } from './operations/EnableRule.ts';
import { ListEventBuses } from './operations/ListEventBuses.ts';
import { ListRuleNamesByTarget } from './operations/ListRuleNamesByTarget.ts';
import { ListRules } from './operations/ListRules.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { ListTargetsByRule } from './operations/ListTargetsByRule.ts';
import { PutEvents } from './operations/PutEvents.ts';
import { PutRule } from './operations/PutRule.ts';
import { PutTargets } from './operations/PutTargets.ts';
import { RemoveTargets } from './operations/RemoveTargets.ts';
import { TagResource } from './operations/TagResource.ts';
import { TestEventPattern } from './operations/TestEventPattern.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { UpdateEventBus } from './operations/UpdateEventBus.ts';
import { migrations } from './rows.ts';
import { runRule } from './schedule.ts';
import { resourcesOf } from './sources.ts';

/** Amazon EventBridge: event buses, and rules that run on a schedule or listen to events, those of the Region's services too. */
export const service: Service = {
  name: 'events',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  timers: { runRule },
  effects: { deliver },
  events: Object.fromEntries(Object.keys(resourcesOf).map((detailType) => [detailType, hear])),
  operations: {
    CreateEventBus,
    DeleteEventBus,
    DeleteRule,
    DescribeEventBus,
    DescribeRule,
    DisableRule,
    EnableRule,
    ListEventBuses,
    ListRuleNamesByTarget,
    ListRules,
    ListTagsForResource,
    ListTargetsByRule,
    PutEvents,
    PutRule,
    PutTargets,
    RemoveTargets,
    TagResource,
    TestEventPattern,
    UntagResource,
    UpdateEventBus,
  },
};
