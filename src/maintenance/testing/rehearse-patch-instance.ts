import type { Json } from '../../asl/index.ts';
import { handler as InstanceLeaser } from '../functions/instance-leaser.ts';
import { handler as InstancePatchPoller } from '../functions/instance-patch-poller.ts';
import { handler as InstancePatcher } from '../functions/instance-patcher.ts';
import { handler as InstancePoller } from '../functions/instance-poller.ts';
import { handler as InstanceReleaser } from '../functions/instance-releaser.ts';
import { handler as InstanceStarter } from '../functions/instance-starter.ts';
import { handler as InstanceStopper } from '../functions/instance-stopper.ts';
import { handler as InstanceVerifier } from '../functions/instance-verifier.ts';
import { patchInstance } from '../stack/fleet/patch-instance.ts';
import { instanceId } from './maintenance.ts';
import { type Fault, rehearse } from './rehearse.ts';
import type { Behaviour } from './simulated-account.ts';

const handlers = {
  ...{ InstanceLeaser, InstanceStarter, InstancePoller, InstancePatcher },
  ...{ InstancePatchPoller, InstanceVerifier, InstanceStopper, InstanceReleaser },
};
/** The parameters' defaults. */
const SETTINGS = {
  AlarmTopic: 'arn:aws:sns:us-east-1:123456789012:alarms',
  AfterPatching: 'RestoreFoundState',
  BootAgain: 'false',
  Cutoff: '1',
  Duration: '4',
  ExpectedMinutes: '30',
  LockSeconds: '900',
  MachineCheck: 'MachineCheck',
  PatchLimitMinutes: '125',
  PatchOperation: 'Install',
  PollIntervalSeconds: '15',
  PostDocument: '',
  PreDocument: '',
  RebootOption: 'RebootIfNeeded',
  RequiredSeverity: 'Any',
  SnapshotsToKeep: '0',
  StartLimitMinutes: '15',
  StopLimitMinutes: '15',
};

export type Options = Behaviour & {
  settings?: Partial<typeof SETTINGS>;
  faults?: readonly Fault[];
  input?: Json;
};

/** For tests: PatchInstance in simulated time. */
export function rehearsePatchInstance({ settings, faults, input = { instanceId }, ...behaviour }: Options) {
  return rehearse({
    definition: patchInstance,
    settings: { ...SETTINGS, ...settings },
    handlers,
    behaviour,
    instanceId,
    input,
    faults,
  });
}

/** What came of a rehearsal. */
export type Rehearsed = Awaited<ReturnType<typeof rehearsePatchInstance>>;

export const errorOf = (run: Rehearsed): string | undefined => ('error' in run ? run.error : undefined);
export const messageOf = (run: Rehearsed): string => ('cause' in run ? (run.cause ?? '') : '');
/** The evidence of the instance, as it is written at the end. */
export const recordOf = (run: Rehearsed) => run.evidence.json(`runs/2030-01-31/rehearsal/instances/${instanceId}.json`);
/** Outcome and reason, as the instance's tag has them. */
export const findingOf = (run: Rehearsed): string | undefined => run.tags['wakepatch:outcome'];
/** The tags of leases that are left. */
export const leasesOf = (run: Rehearsed): string[] =>
  Object.keys(run.tags).filter((key) => key.startsWith('wakepatch:lease:'));
