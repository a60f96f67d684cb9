import type { Json } from '../../asl/index.ts';
import { handler as InstancePatchPoller } from '../functions/instance-patch-poller.ts';
import { handler as InstancePatcher } from '../functions/instance-patcher.ts';
import { handler as InstancePoller } from '../functions/instance-poller.ts';
import { handler as InstanceStarter } from '../functions/instance-starter.ts';
import { handler as InstanceStopper } from '../functions/instance-stopper.ts';
import { definition } from '../stack/pattern/definition.ts';
import { instanceId } from './maintenance.ts';
import { type Fault, rehearse } from './rehearse.ts';
import type { Behaviour } from './simulated-account.ts';

const handlers = { InstanceStarter, InstanceStopper, InstancePoller, InstancePatcher, InstancePatchPoller };
const SETTINGS = {
  PatchOperation: 'Install',
  RebootOption: 'RebootIfNeeded',
  PollIntervalSeconds: '15',
  StartLimitMinutes: '15',
  PatchLimitMinutes: '125',
  StopLimitMinutes: '15',
};

/** For tests: the pattern's state machine in simulated time. */
export function rehearsePattern(options: Behaviour & { afterPatching?: string; faults?: Fault[]; input?: Json }) {
  const { afterPatching = 'RestoreFoundState', faults, input = { instanceId }, ...behaviour } = options;
  const settings = { ...SETTINGS, AfterPatching: afterPatching };
  return rehearse({ definition, settings, handlers, behaviour, instanceId, input, faults });
}
