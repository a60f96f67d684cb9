import type { Disk } from './disk.ts';

/** What of a machine lives no longer than this process. */
export interface SimulatedMachine {
  disk: Disk;
  /** Aborted when the current boot is over. */
  power: AbortController;
  /** Whether the current boot answers. */
  answers: boolean;
  /** Commands under way, by their keys, and what ends each of them before its time. */
  commands: Map<string, { ended: Promise<void>; end: AbortController }>;
  /** Aborted when the agent of the current boot goes, with all that it was told. */
  agent: AbortController;
  /** An ongoing shutdown: whoever asks for it again waits for the same one. */
  stopping: Promise<void> | undefined;
}
