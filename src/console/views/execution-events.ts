import { readCourse } from '../../operator/executions/course.ts';
import { type EventLine, eventLine } from '../../operator/executions/event-line.ts';
import type { View } from '../view.ts';

/** As many as come at once: a page that wants all asks again. */
const most = 5000;

export interface ExecutionEvents {
  /** in order */
  readonly events: readonly EventLine[];
  readonly isMore: boolean;
}

/** Events of an execution's history in short, from the one after `after`. An event never changes. */
export const executionEvents: View<{ arn: string; after: string }, ExecutionEvents> = {
  params: ['arn', 'after'],
  async read({ clients }, { arn, after }) {
    // What the page itself has looked at will do.
    const { history, byEvent } = await readCourse(clients, arn);
    const from = Math.max(0, Number(after) || 0);
    const some = history.events.slice(from, from + most);
    return {
      events: some.map((event) => eventLine(event, byEvent.get(event.id ?? 0)?.name)),
      isMore: from + most < history.events.length,
    };
  },
};
