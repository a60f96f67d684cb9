/** All that works on a fleet's instances just now, whoever began it, to be followed as one. */
import type { Clients } from '../../aws/clients.ts';
import type { FleetOutputs } from '../stack.ts';
import { instanceOf, runFolder, running } from './executions.ts';
import { type End, fleetRun, follow, type Listener, singleRuns, together } from './follow.ts';
import type { Told } from './report.ts';

export interface UnderWay {
  /** the names of the executions */
  readonly executions: readonly string[];
  /** to its end, which is when nothing of it is under way any more */
  follow(listener: Listener, signal: AbortSignal): Promise<{ ends: readonly End[]; told: Told[] }>;
}

/** @returns undefined when nothing is under way */
export async function followFleet(clients: Clients, outputs: FleetOutputs): Promise<UnderWay | undefined> {
  const { PatchFleetArn, PatchInstanceArn, EvidenceBucketName } = outputs;
  const [fleets, singles] = await Promise.all([running(clients, PatchFleetArn), running(clients, PatchInstanceArn)]);
  if (fleets.length + singles.length === 0) return undefined;
  const runs = fleets.map(({ executionArn = '', name = '', startDate }) =>
    fleetRun(clients, EvidenceBucketName, executionArn, runFolder(name, startDate)),
  );
  const alone = await Promise.all(
    singles.map(async ({ executionArn = '', name = '', startDate }) => ({
      executionArn,
      instanceId: await instanceOf(clients, executionArn),
      run: runFolder(name, startDate),
      began: startDate,
    })),
  );
  const subjects = [...runs, ...(alone.length ? [singleRuns(clients, EvidenceBucketName, alone)] : [])];
  return {
    executions: [...fleets, ...singles].map(({ name = '' }) => name),
    follow: (listener, signal) => follow(clients, together(subjects), listener, signal),
  };
}
