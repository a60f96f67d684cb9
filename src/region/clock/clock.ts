/**
 * The one clock of a Region. Whatever waits, waits here, so that time can be simulated.
 */
export interface Clock {
  readonly kind: 'real' | 'simulated';
  /** milliseconds since epoch, whole ones */
  now(): number;
  /** Resolves after that many milliseconds of this clock. Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls back at that time (milliseconds since epoch), or at once when it has passed. Returns how to cancel. */
  at(time: number, callback: () => void): () => void;
  /** Does work during which simulated time stands still, except while that work sleeps or is idle. */
  busy<T>(work: () => Promise<T>): Promise<T>;
  /** Within `busy`: waits for something that others do, so that time may pass meanwhile. */
  idle<T>(wait: () => Promise<T>): Promise<T>;
  /** Somebody outside has asked for something: simulated time that waited for that may run on. Real time takes no notice. */
  attend(): void;
  /** Simulated time goes on from there, if it has not come so far; real time takes no notice. @param time milliseconds since epoch */
  resume(time: number): void;
  close(): void;
}
