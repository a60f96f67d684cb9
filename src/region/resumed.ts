import type { Clock } from './clock/clock.ts';
import { countOverdue } from './clock/timers.ts';
import { countEffects } from './outbox/outbox.ts';
import type { Service } from './service.ts';
import type { Database } from './store/database.ts';

/** What was under way when the Region last ended, as one line to the operator; undefined when nothing was. */
export function resumed(db: Database, clock: Clock, services: readonly Service[]): string | undefined {
  const counts = [
    ...services.flatMap(({ underWay }) => (underWay ? [[underWay.what, underWay.count(db)] as const] : [])),
    ['effect', countEffects(db)],
    ['overdue timer', countOverdue(db, clock.now())],
  ] as const;
  const parts = counts.flatMap(([what, count]) => (count > 0 ? [`${count} ${what}${count === 1 ? '' : 's'}`] : []));
  return parts.length > 0 ? `Goes on where it ended: ${parts.join(', ')}.` : undefined;
}
