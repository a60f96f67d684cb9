/** A report as FleetReporter writes it, with instances of every kind. */
import { totalsOf } from '../../maintenance/rules/totals.ts';
import type { Report, Told } from './report.ts';

const began = Date.parse('2026-01-04T02:00:00Z');
const at = (minutes: number) => new Date(began + minutes * 60_000).toISOString();
const id = (number: number) => `i-${String(number).padStart(17, '0')}`;

/** An instance that was woken at a minute of the run and patched. */
export function patched(number: number, minute: number, more: Partial<Told> = {}): Told {
  const patchMinutes = 4 + (number % 5);
  return {
    instanceId: id(number),
    name: `web-${number}`,
    outcome: 'Patched',
    reason: 'Installed',
    compliance: 'Clean',
    foundState: 'stopped',
    verified: new Date(began - (number % 60) * 86_400_000).toISOString(),
    stale: number % 60 > 35,
    startedAt: at(minute),
    readyAt: at(minute + 1),
    sentAt: at(minute + 1.5),
    patchedAt: at(minute + 1.5 + patchMinutes),
    stoppingAt: at(minute + 2 + patchMinutes),
    stoppedAt: at(minute + 2.5 + patchMinutes),
    awakeSeconds: (2.5 + patchMinutes) * 60,
    commandId: '11111111-2222-3333-4444-555555555555',
    changes: [
      { name: 'openssl', from: '3.0.15-1', to: '3.0.17-1' },
      { name: 'curl', from: '7.88.1-10', to: '7.88.1-12' },
    ],
    ...more,
  };
}

const untouched = { startedAt: undefined, readyAt: undefined, sentAt: undefined, patchedAt: undefined };
const never = { ...untouched, stoppingAt: undefined, stoppedAt: undefined, awakeSeconds: 0, changes: undefined };

/** Those to which something happened, one of each kind. */
export const troubled: readonly Told[] = [
  patched(101, 0, {
    outcome: 'LeftAwake',
    reason: 'InstanceNotStopped',
    stoppedAt: undefined,
    error: 'InstanceNotStopped',
    cause:
      '{"errorType":"InstanceNotStopped","errorMessage":"i-101: it is stopping, 900 seconds after the wait began"}',
  }),
  patched(102, 3, {
    outcome: 'PatchFailed',
    reason: 'CommandFailed',
    compliance: 'PatchesFailed',
    cause:
      '{"errorType":"PatchFailed","errorMessage":"its patch command ended as Failed with exit code 100: E: No space left"}',
  }),
  patched(103, 5, {
    ...never,
    startedAt: at(5),
    stoppingAt: at(6),
    stoppedAt: at(7),
    awakeSeconds: 120,
    outcome: 'WakeFailed',
    reason: 'KeyUnusable',
    compliance: undefined,
    verified: undefined,
    stale: true,
    cause: 'Client.InternalError: Client error on launch',
  }),
  patched(104, 6, {
    outcome: 'NonCompliant',
    reason: 'PatchesMissing',
    compliance: 'PatchesMissing',
    missing: ['linux-image-6.1'],
  }),
  patched(105, 8, {
    stoppingAt: undefined,
    stoppedAt: undefined,
    leftOn: { reason: 'SessionOpen', who: 'arn:aws:iam::123456789012:user/alice' },
  }),
  patched(106, 0, { ...never, outcome: 'Skipped', reason: 'Held', because: '2026-02-01', compliance: undefined }),
  patched(107, 0, {
    ...never,
    outcome: 'Skipped',
    reason: 'NotEnoughTime',
    because: 'it takes 50 minutes',
    compliance: undefined,
    stale: true,
  }),
  patched(108, 9, { outcome: 'AlreadyCompliant', reason: 'Clean', changes: [] }),
];

/** @param instances told of by the report */
export function reportOf(instances: readonly Told[], more: Partial<Report> = {}): Report {
  return {
    run: 'runs/2026-01-04/3f2c9c1e-6f0e-4c61-9d0e-2f5a1b7c8d90',
    began: at(0),
    ended: at(45),
    selected: instances.length,
    planned: instances.filter(({ outcome }) => outcome !== 'Skipped').length,
    canaries: 1,
    totals: totalsOf(instances),
    instances,
    ...more,
  };
}
