/** The Map Runs of an execution: each starts an execution for each of its items. */
import type { DescribeMapRunOutput, ExecutionListItem } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';

/** A Map Run that is over stays as it is; more than these are asked for anew. */
const mostKept = 500;
const kept = new WeakMap<Clients, Map<string, DescribeMapRunOutput>>();

export async function mapRun(clients: Clients, mapRunArn: string): Promise<DescribeMapRunOutput> {
  const over = kept.get(clients) ?? new Map<string, DescribeMapRunOutput>();
  kept.set(clients, over);
  const known = over.get(mapRunArn);
  if (known) return known;
  const found = await clients.states.describeMapRun({ mapRunArn });
  // One that failed may be redriven.
  if (found.status === 'SUCCEEDED' && over.size < mostKept) over.set(mapRunArn, found);
  return found;
}

/** What is looked at first: what wants a person, then what goes on. */
const order = ['FAILED', 'TIMED_OUT', 'ABORTED', 'RUNNING', 'SUCCEEDED'] as const;

export interface Children {
  readonly children: readonly ExecutionListItem[];
  /** whether there are more of some kind than are here */
  readonly isCut: boolean;
}

/** The executions that a Map Run started: those that failed first, then those that run. */
export async function childrenOf(
  { states }: Clients,
  { mapRunArn, executionCounts }: DescribeMapRunOutput,
  most: number,
): Promise<Children> {
  const counts = {
    FAILED: executionCounts?.failed,
    TIMED_OUT: executionCounts?.timedOut,
    ABORTED: executionCounts?.aborted,
    RUNNING: executionCounts?.running,
    SUCCEEDED: executionCounts?.succeeded,
  };
  const children: ExecutionListItem[] = [];
  for (const statusFilter of order) {
    if (!counts[statusFilter] || children.length >= most) continue;
    const { executions = [] } = await states.listExecutions({ mapRunArn, statusFilter, maxResults: most });
    children.push(...executions);
  }
  const started = Object.values(counts).reduce((sum: number, count) => sum + (count ?? 0), 0);
  return { children: children.slice(0, most), isCut: started > Math.min(most, children.length) };
}
