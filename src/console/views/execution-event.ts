import { readCourse } from '../../operator/executions/course.ts';
import { detailsOf } from '../../operator/executions/event-details.ts';
import { Failure } from '../../operator/failure.ts';
import type { View } from '../view.ts';

/** One event of a history, whole. */
export interface ExecutionEvent {
  readonly id: number;
  readonly type: string;
  /** milliseconds since epoch */
  readonly at: number;
  readonly previousEventId: number;
  /** whether its data is no longer whole, to spare the console's memory */
  readonly isClipped: boolean;
  /** the members of its details, as text; JSON is as it was written */
  readonly details: readonly { readonly name: string; readonly text: string }[];
}

export const executionEvent: View<{ arn: string; id: string }, ExecutionEvent> = {
  params: ['arn', 'id'],
  async read({ clients }, { arn, id }) {
    const { history } = await readCourse(clients, arn);
    const event = history.events[Number(id) - 1];
    if (!event) throw new Failure(`The history of ${arn} has no event ${id} (yet). Load the page again.`);
    return {
      id: event.id ?? 0,
      type: event.type ?? '',
      at: event.timestamp?.getTime() ?? 0,
      previousEventId: event.previousEventId ?? 0,
      isClipped: history.clippedFrom !== undefined && history.clippedFrom <= (event.id ?? 0),
      details: Object.entries(detailsOf(event))
        // That nothing was cut off is no news.
        .filter(([name, value]) => value !== undefined && !/^(input|output)Details$/.test(name))
        .map(([name, value]) => ({ name, text: typeof value === 'object' ? JSON.stringify(value) : String(value) })),
    };
  },
};
