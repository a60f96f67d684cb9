/** When the next window opens, and what a run would go by then. */
import type { Clients } from '../../aws/clients.ts';
import { afterPatchingOf, type Circumstances } from './machine-line.ts';
import type { Standing } from './standing.ts';

export interface StackWindow {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** ISO 8601; absent: it does not open again */
  readonly next?: string;
}

/** The window of a stack. */
export async function windowOf({ ssm }: Clients, WindowId: string): Promise<StackWindow> {
  const { Name = WindowId, Enabled = false, NextExecutionTime: next } = await ssm.getMaintenanceWindow({ WindowId });
  return { id: WindowId, name: Name, enabled: Enabled, next };
}

/** Only a fleet's run looks at tags before it wakes a machine. */
export function circumstancesOf({ kind, parameters }: Standing, now: Date, next: string | undefined): Circumstances {
  const hours = (name: string, otherwise: number) => Number(parameters[name] ?? otherwise);
  const opens = next === undefined || kind === 'pattern' ? undefined : new Date(next);
  return {
    now,
    objectiveDays: parameters.StaleDays === undefined ? undefined : Number(parameters.StaleDays),
    window: opens && { opens, ends: new Date(opens.getTime() + hours('Duration', 2) * 3_600_000) },
    cutoffMinutes: hours('Cutoff', 1) * 60,
    expectedMinutes: hours('ExpectedMinutes', 30),
    afterPatching: afterPatchingOf(parameters.AfterPatching),
    excludeTagKey: parameters.ExcludeTagKey || undefined,
  };
}
