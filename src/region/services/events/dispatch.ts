/** What becomes of an event that arrives on a bus. */
import type { Context, RegionEvent } from '../../service.ts';
import { send } from './delivery.ts';
import { type Event, eventOf } from './event.ts';
import { defaultBus } from './names.ts';
import { patternOf } from './pattern.ts';
import { rules } from './rows.ts';
import { resourcesOf } from './sources.ts';

/** Sends an event to the targets of all rules that listen to such events. */
export function dispatch(context: Context, bus: string, event: Event): void {
  for (const rule of rules.listening(context.db, bus)) if (patternOf(rule.pattern)(event)) send(context, rule, event);
}

/** Puts a notice of another service on the default bus, as the event that it is. */
export function hear({ source, detailType, detail }: RegionEvent, context: Context): void {
  // Most Regions have no such rule, and services tell a lot.
  if (rules.listening(context.db, defaultBus).length === 0) return;
  const resources = resourcesOf[detailType]?.(detail as Record<string, string>, context) ?? [];
  // Members that are undefined are not there, as in JSON.
  const plain = JSON.parse(JSON.stringify(detail));
  dispatch(context, defaultBus, eventOf(context, { source, detailType, resources, detail: plain }));
}
