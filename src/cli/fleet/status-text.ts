/** How a fleet stands, as lines for people. */
import { toSeconds } from '../../operator/fleet/attention.ts';
import type { Execution, FleetStatus, StandingLease } from '../../operator/fleet/status.ts';
import { plain } from '../plain.ts';
import { table } from '../table.ts';

export function statusText({ window, underWay, ended, leases }: FleetStatus): string {
  const alarms = leases.filter(({ alarm }) => alarm);
  return [
    `Window     ${window.name} (${window.id}), ${window.enabled ? 'enabled' : 'disabled'}, ${window.schedule}, next ${window.next ?? 'never'}`,
    `Opened     ${window.opened ? toSeconds(window.opened) : 'not yet'}`,
    `Alarms     ${alarms.length === 0 ? 'none' : `${alarms.length}: woken, not stopped, and its lease has expired: ${alarms.map(({ instanceId }) => instanceId).join(', ')}`}`,
    `Under way  ${underWay.length === 0 ? 'nothing' : ''}`.trimEnd(),
    ...(underWay.length ? [executions(underWay)] : []),
    ...(ended.length ? ['', 'Ended', executions(ended)] : []),
    ...(leases.length ? ['', 'Leases', leaseTable(leases)] : []),
  ].join('\n');
}

function executions(all: readonly Execution[]): string {
  return table(
    ['execution', 'status', 'began', 'ended', 'working on'],
    all.map(({ name, status, began, ended = '', working }) => [
      name,
      status,
      toSeconds(began),
      toSeconds(ended),
      working === undefined ? '' : String(working),
    ]),
  );
}

function leaseTable(leases: readonly StandingLease[]): string {
  return table(
    ['instance', 'name', 'now', 'found', 'until', 'held by', ''],
    leases.map(({ instanceId, name, state, owner, found, until, alarm }) => [
      instanceId,
      plain(name),
      state,
      found,
      toSeconds(until),
      plain(owner),
      alarm ? 'ALARM' : '',
    ]),
  );
}
