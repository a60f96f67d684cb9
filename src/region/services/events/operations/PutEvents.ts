import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { type Context, operation } from '../../../service.ts';
import { dispatch } from '../dispatch.ts';
import { constraintViolated, validationException } from '../errors.ts';
import { eventOf } from '../event.ts';
import { busNameOf, defaultBus, onBus } from '../names.ts';
import { buses } from '../rows.ts';

/** Entries of one call, and bytes of them all. Source: EventBridge API Reference, "PutEvents"; User Guide, "Calculating Amazon EventBridge event entry size". */
const mostEntries = 10;
const largest = 262_144;

/**
 * Puts events on buses; what is wrong with one does not keep the others back. An event for a bus that is not there is taken
 * and lost, as on AWS.
 */
export const PutEvents = operation<'events', 'PutEvents'>({
  accepts: [
    'Entries.Time',
    'Entries.Source',
    'Entries.Resources',
    'Entries.DetailType',
    'Entries.Detail',
    'Entries.EventBusName',
  ],
  authorize: (input, context) =>
    input.Entries.map(({ EventBusName, Source, DetailType }) => {
      const requirement = onBus(context, 'PutEvents', EventBusName);
      const conditions = { 'events:source': Source, 'events:detail-type': DetailType };
      return { ...requirement, conditions: { ...requirement.conditions, ...conditions } };
    }),
  run({ Entries }, context) {
    if (Entries.length > mostEntries)
      throw constraintViolated('[…]', 'entries', `Member must have length less than or equal to ${mostEntries}`);
    if (Entries.length === 0)
      throw constraintViolated('[]', 'entries', 'Member must have length greater than or equal to 1');
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > largest)
      throw validationException('Total size of the entries in the request is over the limit.');
    const results = Entries.map((entry) => faultOf(entry) ?? put(context, entry));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  },
});

function put(context: Context, entry: PutEventsRequestEntry): PutEventsResultEntry {
  const { Source = '', DetailType = '', Detail = '', Resources = [], Time, EventBusName } = entry;
  const event = eventOf(context, {
    source: Source,
    detailType: DetailType,
    detail: JSON.parse(Detail),
    resources: Resources,
    at: Time?.getTime(),
  });
  const bus = busNameOf(context, EventBusName);
  if (bus === defaultBus || buses.find(context.db, bus)) dispatch(context, bus, event);
  return { EventId: event.id };
}

/** What keeps an entry from being an event, in the order in which AWS looks. */
function faultOf({ Source, DetailType, Detail }: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  const required = { Source, DetailType, Detail };
  for (const [name, value] of Object.entries(required))
    if (!value)
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  if (Source?.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (!isJsonObject(Detail!)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return undefined;
}

function isJsonObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function sizeOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  return [Source, DetailType, Detail, ...Resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    Time === undefined ? 0 : 14,
  );
}
