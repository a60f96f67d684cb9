/** A plan in the parts in which people read it. Pure. */
import type { Member } from '../../../../operator/fleet/plan.ts';
import type { RunPlan } from '../../../views/run-plan.ts';

export interface PlanParts {
  /** found stopped: they are woken, and stopped again */
  readonly woken: readonly Member[];
  /** found running, and left so */
  readonly running: readonly Member[];
  readonly canaries: readonly Member[];
  /** by reason */
  readonly passedOver: ReadonlyMap<string, readonly Member[]>;
  /** ids that were chosen, and that the stack does not select any more */
  readonly gone: readonly string[];
}

/** @param chosen ids; absent: all */
export function partsOf({ members, canaries }: RunPlan, chosen?: readonly string[]): PlanParts {
  const wanted = chosen && new Set(chosen);
  const mine = members.filter(({ instanceId }) => wanted?.has(instanceId) ?? true);
  const admitted = mine.filter(({ admitted: isAdmitted }) => isAdmitted);
  const isOn = ({ state }: Member) => state === 'running' || state === 'pending';
  const known = new Set(mine.map(({ instanceId }) => instanceId));
  return {
    woken: admitted.filter((member) => !isOn(member)),
    running: admitted.filter(isOn),
    canaries: wanted ? [] : admitted.slice(0, canaries),
    passedOver: Map.groupBy(
      mine.filter(({ admitted: isAdmitted }) => !isAdmitted),
      ({ reason }) => reason ?? '',
    ),
    gone: (chosen ?? []).filter((id) => !known.has(id)),
  };
}
