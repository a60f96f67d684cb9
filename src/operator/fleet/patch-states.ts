/** The patch states of many instances, without asking for all of them at every look. */
import type { InstancePatchState } from '@aws-sdk/client-ssm';
import type { Clients } from '../../aws/clients.ts';

/** Counts of an instance's newest patch state. Source: SSM API Reference, "InstancePatchState". */
export interface PatchCounts {
  readonly missing: number;
  readonly failed: number;
  readonly pendingReboot: number;
  /** when the scan or the installation ended */
  readonly at?: Date;
}

/** The most ids of a call. Source: SSM API Reference, "DescribeInstancePatchStates". */
const idsPerCall = 50;
const callsPerLook = 10;
/** Milliseconds. Patch states change with runs, which take minutes. */
const freshFor = 20_000;

const known = new WeakMap<Clients, Map<string, { readonly readAt: number; readonly counts?: PatchCounts }>>();

/**
 * Each look reads some hundred of those that were read the longest ago, so that thousands are known after some looks, and no
 * look costs more than ten calls.
 * @returns what is known by now; an instance that was never patched or scanned has none
 */
export async function patchStatesOf(
  clients: Clients,
  ids: readonly string[],
): Promise<(id: string) => PatchCounts | undefined> {
  const states = known.get(clients) ?? new Map<string, { readonly readAt: number; readonly counts?: PatchCounts }>();
  known.set(clients, states);
  const now = performance.now();
  const age = (id: string) => now - (states.get(id)?.readAt ?? Number.NEGATIVE_INFINITY);
  const due = ids.filter((id) => age(id) > freshFor).sort((a, b) => age(b) - age(a) || a.localeCompare(b));
  const batches = Array.from({ length: Math.min(callsPerLook, Math.ceil(due.length / idsPerCall)) }, (_, index) =>
    due.slice(index * idsPerCall, (index + 1) * idsPerCall),
  );
  for (const batch of batches) {
    const read = await readStates(clients, batch);
    for (const id of batch) states.set(id, { readAt: now, counts: read.get(id) });
  }
  return (id) => states.get(id)?.counts;
}

async function readStates({ ssm }: Clients, InstanceIds: string[]): Promise<Map<string, PatchCounts>> {
  const { InstancePatchStates = [] } = await ssm.describeInstancePatchStates({ InstanceIds });
  return new Map(InstancePatchStates.map((state) => [state.InstanceId ?? '', countsIn(state)]));
}

export function countsIn(state: InstancePatchState): PatchCounts {
  return {
    missing: state.MissingCount ?? 0,
    failed: state.FailedCount ?? 0,
    pendingReboot: state.InstalledPendingRebootCount ?? 0,
    at: state.OperationEndTime,
  };
}

/** When the patch state was clean; undefined while it is not. */
export function cleanAt(counts: PatchCounts | undefined): Date | undefined {
  return counts && counts.missing + counts.failed + counts.pendingReboot === 0 ? counts.at : undefined;
}
