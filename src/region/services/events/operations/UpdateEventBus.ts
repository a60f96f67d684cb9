import { operation } from '../../../service.ts';
import { checkDescription } from '../bus.ts';
import { busNotFound } from '../errors.ts';
import { busArn, busNameOf, onBus } from '../names.ts';
import { buses } from '../rows.ts';

/** Source: EventBridge API Reference, "UpdateEventBus", for buses that somebody made. */
export const UpdateEventBus = operation<'events', 'UpdateEventBus'>({
  accepts: ['Name', 'Description'],
  authorize: (input, context) => [onBus(context, 'UpdateEventBus', input.Name)],
  run({ Name, Description }, context) {
    const name = busNameOf(context, Name);
    const row = buses.find(context.db, name);
    if (!row) throw busNotFound(name);
    checkDescription(Description);
    buses.put(context.db, { ...row, description: Description ?? null, modified: context.now });
    return { Arn: busArn(context, name), Name: name, Description };
  },
});
