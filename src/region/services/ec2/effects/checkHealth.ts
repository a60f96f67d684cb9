import type { Commit, Context, Outside } from '../../../service.ts';
import { findInstance, type Instance, updateInstance } from '../rows.ts';
import { addHealthCheck, addUserDataRun } from '../work.ts';
import { still } from './still.ts';

/** A machine that has not answered after so many seconds is impaired; it is watched on and may still recover. */
const patience = 300;

/** Between two looks, in seconds: often while it boots, seldom when something must be wrong. */
const pause = (waited: number): number => (waited < 60 ? 1 : 10);

/**
 * The status checks of EC2: `initializing` until the machine's command channel answers and nothing else is wrong with it, then `ok`. They end with the
 * start that they belong to.
 */
export async function checkHealth(
  { instanceId, starts }: { instanceId: string; starts: number },
  outside: Outside,
): Promise<Commit> {
  const { machines, clock, signal } = outside;
  const ofThisStart = (write: Parameters<typeof still>[2]): Commit =>
    still(instanceId, 'running', (context, instance) => {
      if (instance.starts === starts) write(context, instance);
    });

  for (let waited = 0; waited < patience; waited += pause(waited)) {
    if ((await machines.ready(instanceId)) && ((await machines.healthy?.(instanceId)) ?? true))
      return ofThisStart(becomeHealthy);
    const instance = outside.read((db) => findInstance(db, instanceId));
    if (instance?.state !== 'running' || instance.starts !== starts) return () => {};
    await clock.sleep(pause(waited) * 1000, signal);
  }
  return ofThisStart((context, instance) => {
    const impairedSince = instance.impairedSince ?? context.now;
    updateInstance(context.db, { ...instance, health: 'impaired', impairedSince });
    addHealthCheck(context, instance);
  });
}

function becomeHealthy(context: Context, instance: Instance): void {
  updateInstance(context.db, { ...instance, health: 'ok', impairedSince: null });
  if (instance.details.userData?.ran === false) addUserDataRun(context, instance);
}
