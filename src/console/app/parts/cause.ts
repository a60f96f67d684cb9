/** Causes of errors as people read them. Pure. */
import { harmless } from './harmless.ts';

export interface Cause {
  readonly message: string;
  /** the rest, such as the trace of a Lambda function, a line each */
  readonly rest?: string;
}

/** A Lambda function that fails tells it as JSON (Lambda Developer Guide, "Function errors"); all else is as it is. */
export function causeOf(text: string): Cause {
  try {
    const { errorMessage, errorType, trace, stackTrace } = JSON.parse(text) as Record<string, unknown>;
    if (typeof errorMessage !== 'string') return { message: harmless(text) };
    const lines = [trace ?? stackTrace ?? []].flat().map(String);
    const rest = lines.length ? lines.join('\n') : undefined;
    return { message: harmless(errorMessage || String(errorType)), rest: rest && harmless(rest) };
  } catch {
    return { message: harmless(text) };
  }
}
