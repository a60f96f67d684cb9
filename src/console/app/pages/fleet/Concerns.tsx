import { Link } from 'wouter';
import { address } from '../../addresses.ts';
import { plain } from '../../parts/plain.ts';
import type { Concern } from './summary.ts';

interface ConcernsProps {
  readonly concerns: readonly Concern[];
  readonly stack: string;
  onShow(show: Concern['show']): void;
}

/** Named one by one; the others are a click away. */
const mostNamed = 4;
/** Shown at once, so that the machines themselves are not far below. */
const mostShown = 6;

const tones = { alarm: 'bad', failed: 'bad', stale: 'warn' } as const;

/** What needs a person, and what to do about it. */
export function Concerns({ concerns, ...rest }: ConcernsProps) {
  const others = concerns.slice(mostShown);
  if (!concerns.length) return null;
  return (
    <section aria-labelledby="concerns">
      <h2 id="concerns">Needs a person</h2>
      <List concerns={concerns.slice(0, mostShown)} {...rest} />
      {others.length > 0 && (
        <details>
          <summary>
            {others.length.toLocaleString()} more {others.length === 1 ? 'reason' : 'reasons'}
          </summary>
          <List concerns={others} {...rest} />
        </details>
      )}
    </section>
  );
}

function List({ concerns, stack, onShow }: ConcernsProps) {
  return (
    <ul className="concerns">
      {concerns.map(({ key, attention, title, advice, show, machines }) => (
        <li key={key} className={tones[attention]}>
          <h3>
            {plain(title)} <span className="count">{machines.length.toLocaleString()}</span>
          </h3>
          <p>{advice.means}</p>
          <p>
            <strong>What to do:</strong> {advice.todo}
          </p>
          <p className="named">
            {machines.slice(0, mostNamed).map(({ id, name }) => (
              <Link key={id} href={address.instance(stack, id)}>
                {plain(name ?? id)}
              </Link>
            ))}
            {machines.length > mostNamed && (
              <button type="button" onClick={() => onShow(show)}>
                Show all {machines.length.toLocaleString()}
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
