import { operation } from '../../../service.ts';
import { describeBus } from '../bus.ts';
import { defaultBus } from '../names.ts';
import { pageOf } from '../pages.ts';
import { buses } from '../rows.ts';

/** Source: EventBridge API Reference, "ListEventBuses". */
export const ListEventBuses = operation<'events', 'ListEventBuses'>({
  accepts: ['NamePrefix', 'NextToken', 'Limit'],
  run(input, context) {
    const { NamePrefix = '' } = input;
    const made = buses.list(context.db, NamePrefix).map(({ name }) => name);
    const names = (defaultBus.startsWith(NamePrefix) ? [...made, defaultBus] : made).sort();
    const { page, NextToken } = pageOf(input, names);
    return { EventBuses: page.map((name) => describeBus(context, name)), NextToken };
  },
});
