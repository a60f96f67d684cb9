import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { Badge } from '../../parts/Badge.tsx';
import { plain } from '../../parts/plain.ts';

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** What is out of the ordinary with a machine: in words, the most pressing first. */
export function Marks({ line }: { line: MachineLine }) {
  const { attention, lease, hold, isStale, leftOn } = line;
  return (
    <span className="marks">
      {attention === 'alarm' && <Badge tone="bad">Left awake</Badge>}
      {attention === 'failed' && <Badge tone="bad">Failed</Badge>}
      {isStale && <Badge tone="warn">Stale</Badge>}
      {lease && attention !== 'alarm' && (
        <span title={`execution ${plain(lease.owner)} until ${lease.until}`}>
          <Badge tone="busy">Leased</Badge>
        </span>
      )}
      {hold !== undefined && <Badge tone="plain">{holdWords(hold)}</Badge>}
      {leftOn && (
        <span title={plain(leftOn)}>
          <Badge tone="warn">In use</Badge>
        </span>
      )}
    </span>
  );
}

export function holdWords(hold: string): string {
  const until = new Date(hold);
  return Number.isNaN(until.getTime()) ? 'Held' : `Held until ${date.format(until)}`;
}
