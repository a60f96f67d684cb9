/** Causes of errors as people read them. Pure. */
import { plain } from './plain.ts';

export interface Cause {
  readonly message: string;
  /** the rest, such as the trace of a Lambda function, a line each */
  readonly rest?: string;
}

/** A Lambda function that fails tells it as JSON (Lambda Developer Guide, "Function errors"); all else is as it is. */
export function causeOf(text: string): Cause {
  try {
    const { errorMessage, errorType, trace, stackTrace } = JSON.parse(text) as Record<string, unknown>;
    if (typeof errorMessage !== 'string') return { message: plain(text) };
    const lines = [trace ?? stackTrace ?? []].flat().map(String);
    const rest = lines.length ? lines.join('\n') : undefined;
    return { message: plain(errorMessage || String(errorType)), rest: rest && plain(rest) };
  } catch {
    return { message: plain(text) };
  }
}
