import type { Trouble } from '../data/api.ts';

/** What went wrong, in the words of whoever said so. */
export function TroubleNote({ trouble }: { trouble: Trouble | undefined }) {
  if (!trouble) return null;
  return (
    <p role="alert" className="trouble">
      <strong>{trouble.error}</strong> {trouble.message}
    </p>
  );
}
