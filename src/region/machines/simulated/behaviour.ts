/**
 * How a simulated machine behaves where it is no ordinary one: what is wrong with it, what takes how long, who is on it.
 * It is data, given from outside (`SimulatedDriver.simulate`), kept on the machine's disk, and takes effect in simulated
 * time. Nothing of it is known to the services: they see what they would see of a real machine.
 */
export interface Behaviour {
  // Its start
  /** How many starts EC2 refuses for want of capacity (InsufficientInstanceCapacity), or all of them. */
  readonly noCapacity?: number | 'always';
  /** Each start is accepted, and falls back to stopped with this StateReason: a volume whose key may not be used, a broken host. */
  readonly startFails?: 'Client.InternalError' | 'Client.InvalidKMSKey.InvalidState' | 'Server.InternalError';
  /** It runs, and never answers: neither its status checks nor its agent. */
  readonly neverBoots?: boolean;
  /** Its status checks fail, although its agent answers. */
  readonly impaired?: boolean;
  /** It goes down for a reboot, and is never heard of again, though it runs. */
  readonly rebootHangs?: boolean;

  // Its SSM agent
  /**
   * `never`: it does not report at all. `goesInPatch`: it dies in the middle of the first installation of packages, with
   * the command that runs, and is back after the next boot. `updates`: it updates itself `agentUpdatesAfter` seconds after
   * its first report, once; the command that runs then is lost.
   */
  readonly agent?: 'never' | 'goesInPatch' | 'updates';
  /** seconds; default 20 */
  readonly agentUpdatesAfter?: number;

  // Its packages
  /** How many of the pending updates it has, those of the security archive first; otherwise it is up to date. At most 12. */
  readonly pendingUpdates?: number;
  /** Seconds that an installation takes as a whole, however many packages it has. */
  readonly patchSeconds?: number;
  /** An installation never ends. */
  readonly patchHangs?: boolean;
  /** Seconds from each boot for which another process holds dpkg's lock, as unattended upgrades do. */
  readonly packageLock?: number;
  readonly diskFull?: boolean;
  /** It reaches no package archive; its agent still reports. */
  readonly noNetwork?: boolean;

  // Who is on it
  /** The names of users that are logged in: `who` lists them. */
  readonly users?: readonly string[];
  /** Sessions of Session Manager that are open, by the ARNs of those who opened them. They end when the machine goes down. */
  readonly sessions?: readonly string[];

  // Its pace, where it differs from that of the other machines
  /** seconds from its start to the first answer */
  readonly bootSeconds?: number;
  readonly shutdownSeconds?: number;
}
