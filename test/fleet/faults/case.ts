import type { Outcome } from '../../../src/maintenance/rules/outcome.ts';
import type { Behaviour } from '../../../src/region/machines/simulated/behaviour.ts';
import type { Fleet } from '../fleet.ts';
import type { CallFault } from './faulty-services.ts';

/** One instance with its trouble. */
export interface Case {
  readonly name: string;
  readonly found: 'stopped' | 'running';
  readonly behaviour?: Behaviour;
  readonly fault?: Omit<CallFault, 'instanceId'>;
  /** the error of a trouble that comes before the fault */
  readonly error?: string;
  /** whether the call of the fault is made for certain */
  readonly strikes?: boolean;
  /** what a person does at the first call of `at`, such as `InstanceStarter ec2 StartInstances`, and whether it is theirs then */
  readonly act?: { readonly at: string; does(fleet: Fleet, instanceId: string): Promise<boolean> };
  /** the only outcomes that are true of it; default: any that the machine bears out */
  readonly outcomes?: readonly Outcome[];
  /** the reason, where it has to be this one */
  readonly reason?: string;
  /** whether nothing may have been told of it: what would have told was killed */
  readonly silent?: boolean;
  /** whether somebody has it, so that it is rightly left as they have it */
  readonly taken?: boolean;
}
