import { servicePrincipal } from '../../../service.ts';
import { notification } from './notification.ts';
import type { Protocol } from './protocol.ts';

/** The function is invoked asynchronously; its policy has to let sns.amazonaws.com in. Source: Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". */
export const lambda: Protocol = {
  endpoint: /^arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+(:\$LATEST)?$/,
  endpointName: 'Lambda endpoint ARN',
  async deliver(delivery, outside) {
    const { topic, subscription, message } = delivery;
    const record = {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscription.arn,
      Sns: { ...notification(delivery), MessageAttributes: message.attributes },
    };
    await outside.call(
      'lambda',
      'Invoke',
      {
        FunctionName: subscription.endpoint,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify({ Records: [record] })),
      },
      servicePrincipal('sns.amazonaws.com', topic.arn),
    );
  },
};
