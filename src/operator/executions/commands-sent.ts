/** The commands that an execution has sent, as its states say in their output. */

import type { ReadCourse } from './course.ts';
import { detailsOf } from './event-details.ts';
import type { Visit } from './visits.ts';

export interface SentCommand {
  readonly commandId: string;
  /** the state that sent it */
  readonly state: string;
  /** of the visit of that state */
  readonly visit: number;
}

/** In the order in which they were sent. */
export function sentCommands(course: Pick<ReadCourse, 'visits' | 'history'>): SentCommand[] {
  const found = new Map<string, SentCommand>();
  for (const visit of course.visits) {
    // A Map or Parallel state has the output of those inside.
    if (visit.type !== 'Task') continue;
    const commandId = commandSentBy(course, visit);
    if (commandId && !found.has(commandId)) found.set(commandId, { commandId, state: visit.name, visit: visit.id });
  }
  return [...found.values()];
}

/** Those that a visit sent, or the states inside it. */
export function commandsOf(sent: readonly SentCommand[], visit: Visit, visits: readonly Visit[]): string[] {
  const byId = new Map(visits.map((each) => [each.id, each]));
  const isOf = (one: Visit | undefined): boolean => one !== undefined && (one === visit || isOf(one.within));
  return sent.filter((command) => isOf(byId.get(command.visit))).map(({ commandId }) => commandId);
}

/**
 * The id under the name by which all of wakepatch's functions tell it in a state's output, or by which Systems Manager itself
 * answers a task that sends a command.
 */
function commandSentBy({ history }: Pick<ReadCourse, 'history'>, visit: Visit): string | undefined {
  for (const id of visit.events) {
    const event = history.events[id - 1];
    if (!event || !/(StateExited|Succeeded)$/.test(event.type ?? '')) continue;
    const [, commandId] = /"[cC]ommandId"\s*:\s*"([0-9a-fA-F-]{36})"/.exec(detailsOf(event).output ?? '') ?? [];
    if (commandId) return commandId;
  }
  return undefined;
}
