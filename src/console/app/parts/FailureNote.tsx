import type { ReactNode } from 'react';
import { causeOf } from './cause.ts';
import { plain } from './plain.ts';

/** An error that a service has recorded, with its cause; what only developers read is folded. */
export function FailureNote({ error, cause, children }: { error: string; cause: string; children?: ReactNode }) {
  const { message, rest } = causeOf(cause);
  return (
    <div className="trouble">
      <p>
        <strong>{plain(error)}</strong> {children}
      </p>
      {message && <p className="cause">{message}</p>}
      {rest && (
        <details>
          <summary>Trace</summary>
          <p className="cause mono">{rest}</p>
        </details>
      )}
    </div>
  );
}
