import type { MachineStatus } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { allInstances, findInstance, hasInstanceIn, type Instance, type Stood, statesOf } from '../rows.ts';
import { addMachineWork, scheduleProbe } from '../work.ts';

/** How many machines are asked at the same time. */
const atOnce = 16;

/**
 * Looks for instances whose machines are not what they should be: shut down from within, removed or started with the
 * engine's own tools. It only suspects, as other work may be going on; `confirmMachine` decides.
 */
export async function probeMachines({ everything }: { everything: boolean }, outside: Outside): Promise<Commit> {
  const instances = outside.read((db) => statesOf(db, everything ? ['running', 'stopped'] : ['running']));
  if (everything) await reportStrangers(outside);
  const suspects = await selectSuspects(instances, outside);
  return (context) => {
    for (const { id, starts } of suspects) {
      const instance = findInstance(context.db, id);
      if (instance?.starts === starts) addMachineWork(context, 'confirmMachine', instance);
    }
    if (hasInstanceIn(context.db, 'running')) scheduleProbe(context);
  };
}

const expected: Partial<Record<Instance['state'], MachineStatus>> = { running: 'running', stopped: 'stopped' };

async function selectSuspects(instances: readonly Stood[], { machines }: Outside): Promise<Stood[]> {
  const suspects: Stood[] = [];
  for (let first = 0; first < instances.length; first += atOnce) {
    const some = instances.slice(first, first + atOnce);
    const states = await Promise.all(some.map(({ id }) => machines.status(id)));
    suspects.push(...some.filter(({ state }, index) => states[index] !== expected[state]));
  }
  return suspects;
}

/** A machine that no row knows is nobody's to remove, but somebody should know of it. */
async function reportStrangers(outside: Outside): Promise<void> {
  const machines = await outside.machines.list();
  const known = outside.read((db) => new Set(allInstances(db).map(({ id }) => id)));
  const strangers = machines.filter((id) => !known.has(id));
  if (strangers.length > 0)
    outside.log(`Machines that belong to no instance of this Region are left as they are: ${strangers.join(', ')}`);
}
