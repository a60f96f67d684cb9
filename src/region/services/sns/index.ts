import * as model from '@aws-sdk/client-sns';
import type { Service } from '../../service.ts';
import { askToConfirm, deliver } from './delivery/delivery.ts';
import { ConfirmSubscription } from './operations/ConfirmSubscription.ts';
import { CreateTopic } from './operations/CreateTopic.ts';
import { DeleteTopic } from './operations/DeleteTopic.ts';
import { GetSubscriptionAttributes } from './operations/GetSubscriptionAttributes.ts';
import { GetTopicAttributes } from './operations/GetTopicAttributes.ts';
import { ListSubscriptions } from './operations/ListSubscriptions.ts';
import { ListSubscriptionsByTopic } from './operations/ListSubscriptionsByTopic.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { ListTopics } from './operations/ListTopics.ts';
import { Publish } from './operations/Publish.ts';
import { PublishBatch } from './operations/PublishBatch.ts';
import { SetSubscriptionAttributes } from './operations/SetSubscriptionAttributes.ts';
import { SetTopicAttributes } from './operations/SetTopicAttributes.ts';
import { Subscribe } from './operations/Subscribe.ts';
import { TagResource } from './operations/TagResource.ts';
import { Unsubscribe } from './operations/Unsubscribe.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { migrations } from './rows.ts';
import { forgetUnconfirmed } from './subscriptions.ts';

/** Amazon SNS: topics, and subscriptions of functions and e-mail addresses. */
export const service: Service = {
  name: 'sns',
  model,
  migrations,
  accessDenied: 'AuthorizationError',
  timers: { forgetUnconfirmed },
  effects: { askToConfirm, deliver },
  operations: {
    ConfirmSubscription,
    CreateTopic,
    DeleteTopic,
    GetSubscriptionAttributes,
    GetTopicAttributes,
    ListSubscriptions,
    ListSubscriptionsByTopic,
    ListTagsForResource,
    ListTopics,
    Publish,
    PublishBatch,
    SetSubscriptionAttributes,
    SetTopicAttributes,
    Subscribe,
    TagResource,
    Unsubscribe,
    UntagResource,
  },
};
