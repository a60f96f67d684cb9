import type { CommandResult, MachineSession } from '../driver.ts';
import { archive, newDiskPackages, newest } from './archive.ts';
import type { Behaviour } from './behaviour.ts';

/** All there is of a simulated machine; plain JSON, so that it can be kept anywhere. */
export interface Disk {
  image: string;
  hostname: string;
  status: 'stopped' | 'running';
  /** How often it was started; also the identity of the current boot. */
  boots: number;
  /** What `uname -r` says: the newest kernel there was at boot. */
  kernel: string;
  /** Packages whose version is another than on a new disk. */
  changedPackages: Record<string, string>;
  /** Whether `apt-get update` was run: before it the machine knows of no newer version. */
  listsFetched: boolean;
  /** The packages that ask for a reboot: /run/reboot-required.pkgs, which does not outlive the boot. */
  rebootRequiredBy: string[];
  /** milliseconds since epoch; undefined before the first boot */
  bootedAt?: number;
  /** What was written to files: path -> contents. A folder's path ends in a slash. */
  files?: Record<string, { text: string; executable?: boolean }>;
  behaviour?: Behaviour;
  /** How many starts were refused for want of capacity. */
  refusedStarts?: number;
  endedSessions?: MachineSession[];
  /** Whether its agent has updated itself. */
  agentUpdated?: boolean;
  /** Whether its agent has gone in the middle of an installation. */
  agentGone?: boolean;
  commands: Record<string, CommandRecord>;
}

/** A command by its key. It is written in the same step as each effect it has, so it goes on where it was. */
export interface CommandRecord {
  /** `boots` when it was started */
  boot: number;
  /**
   * What each program has come to so far, in the order in which they ran. A command that goes on is run again from its
   * beginning and is given these; nothing is done twice. Empty once it is over.
   */
  answers: CommandResult[];
  /** milliseconds it has run for */
  spent: number;
  /** So far; final when `state` says so. */
  output: CommandResult;
  state: 'running' | 'exited' | 'timedOut' | 'killed';
  /** It was killed while nobody ran it: it goes on as far as it had come, for what it had printed, and ends there. */
  ends?: true;
}

/** Keeps disks. `write` is durable when it returns: the driver answers for what it wrote. */
export interface DiskStore {
  read(id: string): Disk | undefined;
  write(id: string, disk: Disk): void;
  remove(id: string): void;
  ids(): string[];
  close(): void;
  /** Copies of disks as they were, which outlive them. */
  readonly snapshots: Omit<DiskStore, 'snapshots'>;
}

export function newDisk(image: string, hostname: string): Disk {
  return {
    image,
    hostname,
    status: 'stopped',
    boots: 0,
    kernel: '',
    changedPackages: {},
    listsFetched: false,
    rebootRequiredBy: [],
    commands: {},
  };
}

/** A disk made of a copy of another one: what was volatile there is gone. */
export function ofSnapshot(copy: Disk, hostname: string): Disk {
  const { image, kernel, changedPackages, listsFetched, files = {} } = copy;
  return { ...newDisk(image, hostname), kernel, changedPackages, listsFetched, files };
}

export const behaviourOf = ({ behaviour = {} }: Disk): Behaviour => behaviour;

/** Whether another process holds dpkg's lock, and for how many more milliseconds. @param now milliseconds since epoch */
export function lockedFor(disk: Disk, now: number): number {
  const { packageLock = 0 } = behaviourOf(disk);
  return Math.max(0, (disk.bootedAt ?? 0) + packageLock * 1000 - now);
}

/** Package name -> version, in the order of the names. */
export function installedPackages(disk: Disk): Map<string, string> {
  const versions = { ...newDiskPackages, ...disk.changedPackages };
  return new Map(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The installed packages that have a newer version in the lists which the machine fetched last. */
export function upgradable(disk: Disk): { name: string; from: string; to: string }[] {
  if (!disk.listsFetched) return [];
  return [...installedPackages(disk)].flatMap(([name, from]) => {
    const to = newest(archive.get(name)!).version;
    return to === from ? [] : [{ name, from, to }];
  });
}

/** Leaves a disk that many of its pending updates, those of the security archive first; the others are installed. */
export function leavePending(disk: Disk, count: number): void {
  const isSecurity = ({ name }: { name: string }) => newest(archive.get(name)!).suite === 'security';
  const pending = upgradable({ ...disk, listsFetched: true });
  const inOrder = [...pending.filter(isSecurity), ...pending.filter((each) => !isSecurity(each))];
  for (const { name, to } of inOrder.slice(count)) {
    disk.changedPackages[name] = to;
    const { brings } = archive.get(name)!;
    if (brings !== undefined) disk.changedPackages[brings] = to;
  }
}

/** Starts the machine as its disk is: volatile state goes, the newest kernel runs. @param now milliseconds since epoch */
export function boot(disk: Disk, now: number): void {
  disk.status = 'running';
  disk.boots += 1;
  disk.bootedAt = now;
  disk.rebootRequiredBy = [];
  for (const name of installedPackages(disk).keys()) disk.kernel = archive.get(name)!.kernel ?? disk.kernel;
}
