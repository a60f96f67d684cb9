/** What happens in a run that is followed, a line for each thing. */
import type { Machine, Standing } from '../../operator/fleet/follow.ts';
import type { Told } from '../../operator/fleet/report.ts';
import { plain } from '../plain.ts';

const labelOf = ({ instanceId, name = '' }: Pick<Machine, 'instanceId' | 'name'>) =>
  `${instanceId}  ${plain(name)}`.trimEnd();

export function phaseLine(machine: Machine): string {
  return `${labelOf(machine)}  ${machine.phase}`;
}

export function endLine({ instanceId, name, outcome, reason, awakeSeconds = 0, changes, leftOn }: Told): string {
  const more = [
    ...(changes?.length ? [`${changes.length} package${changes.length === 1 ? '' : 's'}`] : []),
    ...(awakeSeconds ? [`awake ${awakeSeconds} s`] : []),
    ...(leftOn ? [`left on: ${leftOn.reason}, ${plain(leftOn.who)}`] : []),
  ].join(', ');
  return `${labelOf({ instanceId, name })}  ${outcome}, ${reason}${more && ` (${more})`}`;
}

export function countLine({ done, failed, working, total }: Standing): string {
  return `${done} of ${total ?? '?'} done, ${failed} failed, ${working} under way`;
}
