/** Showing executions of the pattern as they go on, and what they came to. */
import type { Clients } from '../aws/clients.ts';
import type { Listener } from '../operator/fleet/follow.ts';
import type { InstanceReport } from '../operator/instance-report.ts';
import { presenting } from './fleet/present.ts';
import { reportLines } from './instance-report-text.ts';
import { untilInterrupted } from './interruption.ts';
import { printJsonLine } from './print.ts';

export async function showPattern(
  clients: Clients,
  arns: readonly string[],
  { stack, json }: { stack: string; json: boolean },
  follow: (listener: Listener, signal: AbortSignal) => Promise<InstanceReport[]>,
): Promise<InstanceReport[]> {
  const executions = arns.map((arn) => arn.split(':').at(-1) ?? '');
  if (json) printJsonLine({ event: 'began', executions });
  const what = `Following ${executions.length === 1 ? 'execution' : 'executions'} ${executions.join(', ')}`;
  const reports = await untilInterrupted(
    (signal) => presenting(clients, { json, what }, (listener) => follow(listener, signal)),
    () => `No longer following; what was begun goes on. How it stands: wakepatch status --stack ${stack}`,
  );
  if (json) printJsonLine({ event: 'reports', reports });
  else for (const report of reports) console.log(`\n${reportLines(report).join('\n')}`);
  return reports;
}
