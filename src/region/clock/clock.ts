/**
 * The one clock of a Region. Whatever waits, waits here, so that time can be simulated.
 */
export interface Clock {
  readonly kind: 'real' | 'simulated';
  /** milliseconds since epoch */
  now(): number;
  /** Resolves after that many milliseconds of this clock. Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls back at that time (milliseconds since epoch), or at once when it has passed. Returns how to cancel. */
  at(time: number, callback: () => void): () => void;
  /** Something is being done: simulated time stands still until the returned function is called. */
  hold(): () => void;
  close(): void;
}
