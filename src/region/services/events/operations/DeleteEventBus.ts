import { operation } from '../../../service.ts';
import { validationException } from '../errors.ts';
import { busNameOf, defaultBus, onBus } from '../names.ts';
import { buses, rules } from '../rows.ts';

/** That there is no such bus is no error. Source: EventBridge API Reference, "DeleteEventBus". */
export const DeleteEventBus = operation<'events', 'DeleteEventBus'>({
  accepts: ['Name'],
  authorize: (input, context) => [onBus(context, 'DeleteEventBus', input.Name)],
  run(input, context) {
    const name = busNameOf(context, input.Name);
    if (name === defaultBus) throw validationException('Cannot delete event bus default.');
    if (rules.list(context.db, name).length > 0)
      throw validationException(`Event bus ${name} can't be deleted since it has rules.`);
    buses.delete(context.db, name);
    return {};
  },
});
