/** Sessions of Session Manager on simulated machines: opened when the machine booted, over when they are ended or it goes down. */
import type { MachineSession } from '../driver.ts';
import { behaviourOf, type Disk } from './disk.ts';

/** Those that are over, then those that are open. */
export function sessionsOf(id: string, disk: Disk): MachineSession[] {
  return [...(disk.endedSessions ?? []), ...openSessions(id, disk)];
}

function openSessions(id: string, disk: Disk): MachineSession[] {
  if (disk.status !== 'running') return [];
  return (behaviourOf(disk).sessions ?? [])
    .map((owner, index) => ({
      id: `${owner.split('/').at(-1)}-${id.slice(2)}${disk.boots}${index}`,
      owner,
      startedAt: disk.bootedAt ?? 0,
    }))
    .filter((session) => disk.endedSessions?.some((ended) => ended.id === session.id) !== true);
}

/** @param which the id of a session; default: all that are open, as the machine goes down @param now milliseconds since epoch */
export function endSessions(id: string, disk: Disk, now: number, which?: string): void {
  const ending = openSessions(id, disk).filter((session) => which === undefined || session.id === which);
  disk.endedSessions = [...(disk.endedSessions ?? []), ...ending.map((session) => ({ ...session, endedAt: now }))];
}
