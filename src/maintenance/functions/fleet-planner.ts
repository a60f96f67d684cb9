import { admit } from '../rules/admission.ts';
import { AFTER_PATCHING } from '../rules/after-patching.ts';
import { inOrder, isStale, share } from '../rules/fleet-order.ts';
import { TAG, verifiedIn } from '../rules/tags.ts';
import { timingIn, typicalOf } from '../rules/timing.ts';
import { describeSelected, type Selection } from './describe-selected.ts';
import { oneOf, timeOf } from './event.ts';
import { putEvidence, runFolder } from './evidence.ts';
import { failure } from './failure.ts';
import type { RunEvent } from './maintenance.ts';
import { windowEnd } from './window-end.ts';

/** What the planner is called with. Without `end` or a window's execution it is as if a window had opened now. */
export type PlanEvent = Pick<RunEvent, 'execution' | 'began' | 'now' | 'end' | 'windowExecutionId'> & {
  /** only tells what it would do */
  dryRun?: boolean;
};

/** The stack's parameters, in the environment. */
type Settings = Pick<RunEvent, 'durationHours' | 'cutoffHours' | 'expectedMinutes' | 'afterPatching'> &
  Selection & {
    /** instances with this tag are passed over */
    excludeTagKey: string;
    /** numbers or percentages */
    canaries: string;
    maxConcurrency: string;
    maxErrors: string;
    /** no instance should be longer without a verified patch */
    staleDays: number;
  };

/**
 * FleetPlanner: finds the instances of a run and puts them in order. Writes the plan beside the evidence, for the state
 * machine to read; answers with its counts, or on a dry run with the plan itself. Throws `EmptySelection`.
 */
export const handler = async (called: PlanEvent) => {
  const settings: Settings = JSON.parse(process.env.FLEET_SETTINGS ?? '{}');
  const event = { ...settings, ...called };
  const now = timeOf(event, 'now');
  const end = await windowEnd(event);
  const run = runFolder(event);
  const found = await describeSelected(event);
  if (!found.length) throw failure('EmptySelection', 'no instance is selected; look at the stack’s parameters');

  const cutoffMinutes = event.cutoffHours * 60;
  const { expectedMinutes } = event;
  const afterPatching = oneOf(event, 'afterPatching', AFTER_PATCHING);
  const members = inOrder(
    found.map(({ instanceId, instance }) => {
      const { tags } = instance;
      const verified = verifiedIn(tags);
      const admission = admit(instance, { now, end, cutoffMinutes, expectedMinutes, afterPatching });
      const excluded = event.excludeTagKey && tags[event.excludeTagKey] !== undefined;
      return {
        instanceId,
        name: tags.Name,
        state: instance.state,
        verified,
        waiting: tags[TAG.outcome] === 'Skipped NotEnoughTime',
        stale: isStale({ instanceId, verified }, now, event.staleDays),
        ...(excluded
          ? { admitted: false, reason: 'Excluded', because: `it has the tag ${event.excludeTagKey}` }
          : admission),
      };
    }),
  );
  const planned = members.filter(({ admitted }) => admitted);
  const maxErrors = share(event.maxErrors, planned.length);
  const children = planned.map(({ instanceId }) => ({ instanceId, run, end: end.toISOString(), maxErrors }));
  const canaries = share(event.canaries, planned.length);
  const counts = {
    run,
    end: end.toISOString(),
    selected: members.length,
    planned: planned.length,
    canaries,
    maxConcurrency: Math.max(1, share(event.maxConcurrency, planned.length)),
    maxErrors,
    typical: typicalOf(found.map(({ instance }) => timingIn(instance.tags))),
  };
  if (event.dryRun) return { ...counts, members };
  await putEvidence(`${run}/plan.json`, JSON.stringify({ ...counts, began: event.began, members }));
  await putEvidence(`${run}/canaries.json`, JSON.stringify(children.slice(0, canaries)));
  await putEvidence(`${run}/rest.json`, JSON.stringify(children.slice(canaries)));
  return counts;
};
