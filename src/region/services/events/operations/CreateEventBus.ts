import { operation } from '../../../service.ts';
import { checkDescription } from '../bus.ts';
import { busExists, constraintViolated, validationException } from '../errors.ts';
import { busArn, defaultBus, onBus } from '../names.ts';
import { buses } from '../rows.ts';
import { mergeTags, requestTags } from '../tags.ts';

/** Source: EventBridge API Reference, "CreateEventBus". Of events from partners there are none. */
export const CreateEventBus = operation<'events', 'CreateEventBus'>({
  accepts: ['Name', 'Description', 'Tags'],
  authorize(input, context) {
    const create = { ...onBus(context, 'CreateEventBus', input.Name), conditions: requestTags(input.Tags) };
    return input.Tags?.length ? [create, { ...create, action: 'events:TagResource' }] : [create];
  },
  run({ Name, Description, Tags = [] }, context) {
    if (!/^[.\-_A-Za-z0-9]{1,256}$/.test(Name))
      throw constraintViolated(Name, 'name', 'Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+');
    checkDescription(Description);
    if (Name.startsWith('aws.')) throw validationException('Event bus name starting with "aws." is not allowed.');
    if (Name === defaultBus || buses.find(context.db, Name)) throw busExists(Name);
    const tags = mergeTags([], Tags);
    buses.put(context.db, {
      name: Name,
      description: Description ?? null,
      tags,
      created: context.now,
      modified: context.now,
    });
    return { EventBusArn: busArn(context, Name), Description };
  },
});
