import { staleDays } from '../../maintenance/rules/fleet-order.ts';
import type { Member, Plan } from '../../operator/fleet/plan.ts';
import { plain } from '../plain.ts';
import { table } from '../table.ts';

/** A plan for people: who would be woken, in which order, and why each other one is not. @param now of the endpoint */
export function planText(plan: Plan, now: Date): string {
  const woken = plan.members.filter(({ admitted }) => admitted);
  const others = plan.members.filter(({ admitted }) => !admitted);
  const rows = woken.map((member, index) => [
    String(index + 1),
    index < plan.canaries ? 'canary' : '',
    member.instanceId,
    plain(member.name ?? ''),
    member.state,
    staleness(member, now),
  ]);
  const limit =
    plan.maxErrors < plan.planned ? `until more than ${plan.maxErrors} have failed` : 'however many of them fail';
  return [
    `${plan.selected} selected, ${plan.planned} to be patched, until ${plan.end}`,
    `${plan.canaries} ${plan.canaries === 1 ? 'goes' : 'go'} first; ${plan.maxConcurrency} at a time, ${limit}`,
    ...(rows.length ? ['', table(['#', '', 'instance', 'name', 'now', 'last verified'], rows)] : []),
    ...(others.length
      ? [
          '',
          table(
            ['not patched', 'name', 'now', 'reason', 'because'],
            others.map(({ instanceId, name = '', state, reason = '', because = '' }) => [
              instanceId,
              plain(name),
              state,
              reason,
              plain(because),
            ]),
          ),
        ]
      : []),
  ].join('\n');
}

function staleness({ instanceId, verified, stale }: Member, now: Date): string {
  const days = staleDays({ instanceId, verified: verified === undefined ? undefined : new Date(verified) }, now);
  const when = days === undefined ? 'never' : days === 0 ? 'today' : `${days} days ago`;
  return stale ? `${when}, stale` : when;
}
