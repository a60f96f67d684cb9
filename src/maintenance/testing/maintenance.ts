import type { Maintenance } from '../functions/maintenance.ts';

export const instanceId = 'i-0123456789abcdef0';

/** For tests: the record of a maintenance as it begins, half an hour into a window of two hours. */
export const beginning: Maintenance = {
  instanceId,
  execution: 'mine',
  began: '2030-01-31T02:29:50.000Z',
  now: '2030-01-31T02:30:00.000Z',
  end: '2030-01-31T04:00:00.000Z',
  durationHours: 2,
  cutoffHours: 1,
  expectedMinutes: 20,
  afterPatching: 'RestoreFoundState',
  severity: 'Any',
  snapshotsToKeep: 2,
};

/** The tag of a lease; by default the one of `beginning`. */
export function leaseOf(owner = 'mine', found = 'stopped', until = '2030-01-31T04:00:00.000Z') {
  return { Key: `wakepatch:lease:${owner}`, Value: `${found} ${until}` };
}

/** What DescribeInstances answers of one instance. */
export function described(state: string, more: object = {}) {
  return { Reservations: [{ Instances: [{ InstanceId: instanceId, State: { Name: state }, ...more }] }] };
}
