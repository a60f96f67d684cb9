/** Sessions of Session Manager. They are on the machines: nobody can open one here, but one that is there is seen, and can be ended. */
import type { MachineSession } from '../../../machines/driver.ts';
import type { Outside } from '../../../service.ts';
import { allManagedInstances } from '../agent/rows.ts';
import { systemsManager } from '../fleet.ts';

export interface FoundSession {
  readonly instanceId: string;
  readonly session: MachineSession;
}

/** @param target an instance id; default: all managed instances */
export async function sessionsOn({ machines, transaction }: Outside, target?: string): Promise<FoundSession[]> {
  if (machines.sessions === undefined) return [];
  const ids =
    target === undefined
      ? transaction(systemsManager, ({ db }) => allManagedInstances(db).map(({ id }) => id))
      : [target];
  const found: FoundSession[] = [];
  for (const instanceId of ids)
    for (const session of await machines.sessions(instanceId)) found.push({ instanceId, session });
  return found;
}
