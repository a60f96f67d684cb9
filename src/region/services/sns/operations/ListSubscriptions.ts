import { operation } from '../../../service.ts';
import { listSubscriptions } from '../subscriptions.ts';

/** Source: SNS API Reference, "ListSubscriptions". */
export const ListSubscriptions = operation<'sns', 'ListSubscriptions'>({
  accepts: ['NextToken'],
  run: (input, context) => listSubscriptions(context, null, input.NextToken),
});
