import { ssm } from './clients.ts';
import { timeOf } from './event.ts';
import type { RunEvent } from './maintenance.ts';

/** When the window ends in which this runs: as given, else by the window that opened, else as if one had opened now. */
export async function windowEnd(event: RunEvent): Promise<Date> {
  if (event.end) return timeOf(event, 'end');
  return new Date((await windowStart(event)).getTime() + event.durationHours * 3_600_000);
}

async function windowStart(event: RunEvent): Promise<Date> {
  const { windowExecutionId: WindowExecutionId } = event;
  if (!WindowExecutionId) return timeOf(event, 'began');
  const { StartTime } = await (await ssm()).getMaintenanceWindowExecution({ WindowExecutionId });
  return StartTime ?? timeOf(event, 'began');
}
