import { Link } from 'wouter';
import type { Opening } from '../../../../operator/window.ts';
import { address } from '../../addresses.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';

/** When the window opened, and what came of it. */
export function History({ stack, history }: { stack: string; history: readonly Opening[] }) {
  return (
    <section className="window-history">
      <h2>History</h2>
      {history.length === 0 && <p className="muted">It has not opened yet. What it does when it opens appears here.</p>}
      <ol>
        {history.map(({ id, status, details, began, ended }) => (
          <li key={id}>
            <Badge tone={toneOf(status)}>{status}</Badge>{' '}
            <Link href={address.run(stack, id)}>
              <Time at={began} />
            </Link>{' '}
            <span className="muted">
              {ended && `for ${durationText(Date.parse(ended) - Date.parse(began))}`} {details && plain(details)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
