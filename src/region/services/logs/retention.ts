import type { Context } from '../../service.ts';
import { events, type GroupRow, groups } from './rows.ts';

const day = 86_400_000;
const hour = 3_600_000;

/**
 * Sees to it that a group's oldest event is deleted when its retention is over, rounded up to the hour so that a group
 * which is written to all the time is not looked at all the time. A group without events waits for nothing.
 */
export function schedulePruning(context: Context, name: string): void {
  const timer = { service: 'logs', name: 'prune', key: name } as const;
  const { retention } = groups.find(context.db, name) ?? {};
  const oldest = events.oldest(context.db, name);
  if (!retention || oldest === undefined) {
    context.cancelTimer(timer);
    return;
  }
  const at = Math.ceil((oldest + retention * day + 1) / hour) * hour;
  context.setTimer({ ...timer, at, payload: { name } });
}

/** Deletes what is older than the group's retention. */
export function prune({ name }: Pick<GroupRow, 'name'>, context: Context): void {
  const group = groups.find(context.db, name);
  if (!group?.retention) return;
  events.deleteBefore(context.db, name, context.now - group.retention * day);
  schedulePruning(context, name);
}
