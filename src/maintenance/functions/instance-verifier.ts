import { compliance, SEVERITIES } from '../rules/compliance.ts';
import { type MachineCheck, packageChanges, parseMachineCheck } from '../rules/machine-check.ts';
import { ssm } from './clients.ts';
import { instanceIdOf, oneOf, timeOf } from './event.ts';
import type { Maintenance } from './maintenance.ts';

// The report names so many of what is missing; the counts tell of all.
const MOST_NAMED = 50;

/** The steps of the check, one a platform. Source: stack/fleet/machine-check.ts. */
const CHECK_STEPS = ['check', 'checkWindows'];

/** A step for another platform says so in the place of its output. Source: amazon-ssm-agent, agent/framework/runpluginutil. */
const isSkipped = (output: string): boolean => output.startsWith('Step execution skipped');

/**
 * InstanceVerifier: reads what the machine is now, after the reboot: its patch state, who is logged in, and which packages
 * are other than before. Answers `{ compliance, baselineId, missing, users, changes }`; with the users alone where no patch
 * command was sent, so that nothing is to be proven.
 */
export const handler = async (event: Maintenance) => {
  const instanceId = instanceIdOf(event);
  if (!event.sentAt) return { instanceId, users: (await check(instanceId, event.checkAfter))?.users ?? [] };
  const client = await ssm();
  const [before, after, { InstancePatchStates: [state] = [] }] = await Promise.all([
    check(instanceId, event.checkBefore),
    check(instanceId, event.checkAfter),
    client.describeInstancePatchStates({ InstanceIds: [instanceId] }),
  ]);
  const counts = state && {
    missing: state.MissingCount ?? 0,
    failed: state.FailedCount ?? 0,
    critical: state.CriticalNonCompliantCount ?? 0,
    security: state.SecurityNonCompliantCount ?? 0,
    pendingReboot: Math.max(state.InstalledPendingRebootCount ?? 0, Number(after?.rebootPending ?? false)),
    at: state.OperationEndTime,
  };
  const lacking = (counts?.missing ?? 0) + (counts?.failed ?? 0) > 0;
  return {
    instanceId,
    compliance: compliance(counts, timeOf(event, 'sentAt'), oneOf(event, 'severity', SEVERITIES)),
    baselineId: state?.BaselineId,
    counts,
    missing: lacking ? await missingPatches(instanceId) : [],
    users: after?.users ?? [],
    changes: packageChanges(before, after),
  };
};

/** What a check of the machine found; undefined when there was none. */
async function check(InstanceId: string, CommandId: string | undefined): Promise<MachineCheck | undefined> {
  if (!CommandId) return undefined;
  for (const PluginName of CHECK_STEPS) {
    const { StandardOutputContent: output = '' } = await (await ssm()).getCommandInvocation({
      InstanceId,
      CommandId,
      PluginName,
    });
    if (!isSkipped(output)) return parseMachineCheck(output);
  }
  return undefined;
}

async function missingPatches(InstanceId: string): Promise<string[]> {
  const { Patches = [] } = await (await ssm()).describeInstancePatches({
    InstanceId,
    Filters: [{ Key: 'State', Values: ['Missing', 'Failed'] }],
    MaxResults: MOST_NAMED,
  });
  return Patches.map(({ Title = '' }) => Title);
}
