import { type Instance, isGone } from '../rules/instance-state.ts';
import { heldUntil, type Lease, leasesIn, leaseTag, TAG } from '../rules/tags.ts';
import { ec2 } from './clients.ts';
import { instanceFrom } from './describe-instance.ts';
import { timeOf } from './event.ts';
import { raiseAlarm } from './tell.ts';

/** What a rule of EventBridge with a schedule passes on. Source: EventBridge User Guide, "Scheduled events". */
interface Event {
  time: string;
}

/**
 * LeaseSweeper: stops what was woken and whose lease has expired, and raises the alarm for it, whatever became of the
 * execution that had the lease. One instance's trouble does not keep it from the others. Answers with the ids of those
 * it stopped, and of those that it could not. Throws, when all are done, if an alarm could not be raised.
 */
export const handler = async (event: Event) => {
  const now = timeOf(event, 'time');
  const stopped: string[] = [];
  const failed: [instanceId: string, error: unknown][] = [];
  for (const [instanceId, instance] of await leasedInstances()) {
    const expired = leasesIn(instance.tags).filter(({ until }) => until <= now);
    if (!expired.length || isGone(instance)) continue;
    try {
      if (isLeftAwake(instance, now)) {
        await (await ec2()).stopInstances({ InstanceIds: [instanceId] });
        stopped.push(instanceId);
        await raiseAlarm(instanceId, 'its lease has expired; the sweeper stops it');
      }
      await endLeases(instanceId, expired);
    } catch (error) {
      failed.push([instanceId, error]);
    }
  }
  const alarms = failed.map(([instanceId, error]) =>
    raiseAlarm(instanceId, `the sweeper had trouble with it: ${error}`),
  );
  const unheard = (await Promise.allSettled(alarms)).find(({ status }) => status === 'rejected');
  if (unheard) throw (unheard as PromiseRejectedResult).reason;
  return { stopped, failed: failed.map(([instanceId]) => instanceId) };
};

/** Not so where another execution has it now, which knows how it was found, or where people hold it. */
function isLeftAwake({ state, tags }: Instance, now: Date): boolean {
  const leases = leasesIn(tags);
  const isHad = leases.some(({ until }) => until > now) || heldUntil(tags, now) !== undefined;
  return state !== 'stopped' && !isHad && leases.some(({ found }) => found === 'stopped');
}

async function leasedInstances() {
  const client = await ec2();
  const found: [string, ReturnType<typeof instanceFrom>][] = [];
  let NextToken: string | undefined;
  do {
    const Filters = [{ Name: 'tag-key', Values: [`${TAG.lease}*`] }];
    const page = await client.describeInstances({ Filters, NextToken });
    for (const { Instances = [] } of page.Reservations ?? [])
      for (const each of Instances) found.push([each.InstanceId ?? '', instanceFrom(each)]);
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

async function endLeases(instanceId: string, leases: readonly Lease[]): Promise<void> {
  const Tags = leases.map((lease) => ({ Key: leaseTag(lease).Key }));
  await (await ec2()).deleteTags({ Resources: [instanceId], Tags });
}
