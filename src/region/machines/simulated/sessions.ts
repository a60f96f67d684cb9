import type { MachineSession } from '../driver.ts';
import { behaviourOf } from './behaviour.ts';
import type { Disk } from './disk.ts';

/** The sessions on a machine: opened when it booted, over when it went down. */
export function sessionsOf(id: string, disk: Disk | undefined): MachineSession[] {
  if (disk === undefined || disk.status !== 'running') return [];
  return (behaviourOf(disk).sessions ?? []).map((owner, index) => ({
    id: `${owner.split('/').at(-1)}-${id.slice(2)}${disk.boots}${index}`,
    owner,
    startedAt: disk.bootedAt ?? 0,
  }));
}
