import type { Instance } from '../rules/instance-state.ts';
import { leasesIn } from '../rules/tags.ts';

/** The execution of PatchInstance that calls; the pattern's own state machine has no leases. */
export interface OwnerEvent {
  execution?: string;
}

/** Whether the execution that calls has its lease on the instance, or works without one. */
export function hasLease(event: OwnerEvent, { tags }: Instance): boolean {
  return event.execution === undefined || leasesIn(tags).some(({ owner }) => owner === event.execution);
}
