import { operation } from '../../../service.ts';
import { describeBus } from '../bus.ts';
import { existingBus, onBus } from '../names.ts';

/** Source: EventBridge API Reference, "DescribeEventBus". */
export const DescribeEventBus = operation<'events', 'DescribeEventBus'>({
  accepts: ['Name'],
  authorize: (input, context) => [onBus(context, 'DescribeEventBus', input.Name)],
  run: (input, context) => describeBus(context, existingBus(context, input.Name)),
});
