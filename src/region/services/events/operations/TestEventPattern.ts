import { operation } from '../../../service.ts';
import { validationException } from '../errors.ts';
import { patternOf } from '../pattern.ts';

/** What an event must have to be tested. Source: EventBridge API Reference, "TestEventPattern". */
const required = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/** Source: as above. */
export const TestEventPattern = operation<'events', 'TestEventPattern'>({
  accepts: ['EventPattern', 'Event'],
  run({ EventPattern, Event }) {
    const matches = patternOf(EventPattern);
    return { Result: matches(eventIn(Event)) };
  },
});

function eventIn(text: string): object {
  const event = parse(text);
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw validationException('Parameter Event is not valid.');
  if (!required.every((name) => Object.hasOwn(event, name))) throw validationException('Parameter Event is not valid.');
  return event;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw validationException('Parameter Event is not valid.');
  }
}
