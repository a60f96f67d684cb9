import { Failure } from '../operator/failure.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Does work that Ctrl-C ends: the work is told by the signal and may tidy up, then the process ends with its own exit code.
 * @param farewell what goes on, and how to come back to it
 */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
  farewell: () => string,
): Promise<T> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Failure('Interrupted'));
  process.once('SIGINT', interrupt);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    console.error(farewell());
    process.exit(exitCodes.interrupted.code);
  } finally {
    process.off('SIGINT', interrupt);
  }
}
