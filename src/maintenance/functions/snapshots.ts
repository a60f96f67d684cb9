import { ec2 } from './clients.ts';

// Somebody made an image of it, which needs it; or it is gone already.
const SETTLED = ['InvalidSnapshot.InUse', 'InvalidSnapshot.NotFound'];

/** Deletes the oldest snapshots that wakepatch took of an instance, but for the newest `keep`. */
export async function pruneSnapshots(instanceId: string, keep: number): Promise<void> {
  const client = await ec2();
  const { Snapshots = [] } = await client.describeSnapshots({
    OwnerIds: ['self'],
    Filters: [{ Name: 'tag:wakepatch:snapshot', Values: [instanceId] }],
  });
  const newestFirst = Snapshots.sort((a, b) => Number(b.StartTime) - Number(a.StartTime));
  for (const { SnapshotId } of newestFirst.slice(keep)) {
    try {
      await client.deleteSnapshot({ SnapshotId });
    } catch (error) {
      if (!SETTLED.includes((error as Error).name)) throw error;
    }
  }
}
