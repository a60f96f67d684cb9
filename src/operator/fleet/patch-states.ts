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

/** What is known by now; undefined for an instance that was never scanned or patched, or not asked for yet. */
export type CountsOf = (id: string) => PatchCounts | undefined;

interface Reading {
  readonly at: number;
  readonly counts?: PatchCounts;
}

/** The most ids of a call. Source: SSM API Reference, "DescribeInstancePatchStates". */
const idsPerCall = 50;
const callsPerLook = 10;
/** Milliseconds. Patch states change with runs, which take minutes. */
const freshFor = 20_000;

const known = new WeakMap<Clients, { readonly readings: Map<string, Reading>; now?: Promise<void> }>();

/**
 * Each look reads some hundred of those that were read the longest ago, so that thousands are known after some looks, and no
 * look costs more than ten calls. Those who look at once share one reading.
 */
export async function patchStatesOf(clients: Clients, ids: readonly string[]): Promise<CountsOf> {
  const kept = known.get(clients) ?? { readings: new Map<string, Reading>() };
  known.set(clients, kept);
  const { readings } = kept;
  kept.now ??= readDue(clients, ids, readings).finally(() => {
    kept.now = undefined;
  });
  await kept.now;
  return knownStates(clients);
}

/** What is known by now, without asking. */
export function knownStates(clients: Clients): CountsOf {
  return (id) => known.get(clients)?.readings.get(id)?.counts;
}

async function readDue(clients: Clients, ids: readonly string[], readings: Map<string, Reading>): Promise<void> {
  const now = performance.now();
  const readAt = (id: string) => readings.get(id)?.at ?? Number.MIN_SAFE_INTEGER;
  const due = ids.filter((id) => now - readAt(id) > freshFor).sort((a, b) => readAt(a) - readAt(b));
  for (let at = 0; at < Math.min(due.length, callsPerLook * idsPerCall); at += idsPerCall) {
    const batch = due.slice(at, at + idsPerCall);
    const states = await readStates(clients, batch);
    for (const id of batch) readings.set(id, { at: now, counts: states.get(id) });
  }
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
