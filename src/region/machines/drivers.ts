import { join } from 'node:path';
import { containerDriver, containerPrograms } from './container/driver.ts';
import { type MachineDriver, MachineError, type MachineKind, machineKinds } from './driver.ts';
import { diskFiles } from './simulated/disk-log.ts';
import { simulatedDriver } from './simulated/driver.ts';
import { vmDriver, vmPrograms } from './vm/driver.ts';

export interface DriverOptions {
  /** The Region's data: disks, sockets and logs of its machines are kept in a folder of it. */
  dataDir: string;
  /** Built images, which all Regions of a user share. */
  cacheDir: string;
  /** Sets this Region's machines apart on an engine that several share: letters, digits and hyphens. */
  namespace: string;
  /** The Region's clock: what simulated machines take their time with. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** The same clock's time, in milliseconds since epoch. */
  now?(): number;
}

const folder = (kind: MachineKind, { dataDir }: DriverOptions) => join(dataDir, 'machines', kind);

const factories: Record<MachineKind, (options: DriverOptions) => MachineDriver> = {
  container: containerDriver,
  vm: (options) => vmDriver({ machinesDir: folder('vm', options), cacheDir: options.cacheDir }),
  simulated: (options) =>
    simulatedDriver({ disks: diskFiles(folder('simulated', options)), sleep: options.sleep, now: options.now }),
};

/** The programs that a kind of machine needs on this machine, and the Debian packages that bring them. */
export const systemPackages: Readonly<Record<MachineKind, Readonly<Record<string, string>>>> = {
  container: containerPrograms,
  vm: vmPrograms,
  simulated: {},
};

/** The driver of a kind, whether it can work here or not: that is for `probe` to say. */
export function createDriver(kind: MachineKind, options: DriverOptions): MachineDriver {
  return factories[kind](options);
}

/**
 * The driver to use: the wanted kind, else the first of `machineKinds` that works here.
 * @returns the driver, and a sentence for each kind that was tried: why it was passed over, at last which one it is
 * @throws MachineError EngineUnavailable when the wanted kind does not work here
 */
export async function chooseDriver(
  wanted: MachineKind | undefined,
  options: DriverOptions,
): Promise<{ driver: MachineDriver; reason: string }> {
  const reasons: string[] = [];
  for (const kind of wanted === undefined ? machineKinds : [wanted]) {
    const driver = createDriver(kind, options);
    const { available, reason } = await driver.probe();
    reasons.push(`${kind}: ${reason}`);
    if (available) return { driver, reason: reasons.join(' ') };
    await driver.close();
  }
  throw new MachineError('EngineUnavailable', reasons.join(' '));
}
