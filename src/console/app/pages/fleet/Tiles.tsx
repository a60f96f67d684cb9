import { Link } from 'wouter';
import { address } from '../../addresses.ts';
import { plain } from '../../parts/plain.ts';
import type { Summary } from './summary.ts';

interface TilesProps {
  readonly summary: Summary;
  readonly objectiveDays: number | undefined;
  readonly stack: string;
  onShow(only: string): void;
}

/** How the fleet stands, in four figures; each leads to the machines that it counts. */
export function Tiles({ summary, objectiveDays, stack, onShow }: TilesProps) {
  const { machines, within, never, oldest, needsAPerson, alarms, stale, awake, leased } = summary;
  const share = machines ? Math.floor((100 * within) / machines) : 0;
  const outside = objectiveDays === undefined ? never : stale;
  return (
    <ul className="tiles">
      <li className={needsAPerson ? 'bad' : 'good'}>
        <span className="figure">{needsAPerson.toLocaleString()}</span>
        <span>{needsAPerson === 1 ? 'needs a person' : 'need a person'}</span>
        <span className="muted">{alarms ? `${alarms.toLocaleString()} left awake` : 'nothing is left awake'}</span>
        {needsAPerson > 0 && <Show onClick={() => onShow('person')} what="those that need a person" />}
      </li>
      <li className={outside ? 'warn' : 'good'}>
        <span className="figure">{share}%</span>
        <span>{objectiveDays === undefined ? 'proven clean' : `verified within ${objectiveDays} days`}</span>
        <span className="muted">
          {within.toLocaleString()} of {machines.toLocaleString()}
        </span>
        {outside > 0 && (
          <Show onClick={() => onShow(objectiveDays === undefined ? 'never' : 'stale')} what="the others" />
        )}
      </li>
      <li>
        <span className="figure">{oldest?.days === undefined ? '–' : `${oldest.days.toLocaleString()} d`}</span>
        <span>since the oldest verified patch</span>
        <span className="muted">{never ? `${never.toLocaleString()} never verified` : 'none was never verified'}</span>
        {oldest && (
          <Link href={address.instance(stack, oldest.id)} className="tile-link">
            {plain(oldest.name ?? oldest.id)}
          </Link>
        )}
      </li>
      <li>
        <span className="figure">{awake.toLocaleString()}</span>
        <span>awake now</span>
        <span className="muted">{leased.toLocaleString()} leased</span>
        {awake > 0 && <Show onClick={() => onShow('awake')} what="those that are awake" />}
      </li>
    </ul>
  );
}

function Show({ onClick, what }: { onClick: () => void; what: string }) {
  return (
    <button type="button" className="tile-link" onClick={onClick}>
      Show {what}
    </button>
  );
}
