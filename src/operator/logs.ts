/** What a stack's functions wrote to their log groups. */
import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { type FilteredLogEvent, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../aws/clients.ts';
import { Failure } from './failure.ts';
import { poll } from './poll.ts';

export interface LogLine {
  /** ISO 8601 */
  readonly time: string;
  readonly group: string;
  readonly stream: string;
  readonly message: string;
}

export interface LogQuery {
  /** milliseconds since epoch */
  readonly since: number;
  /** a filter pattern of CloudWatch Logs */
  readonly filter?: string;
}

/** The log groups of a stack. @throws Failure when it has none */
export async function logGroupsOf({ cloudformation: client }: Clients, StackName: string): Promise<string[]> {
  const groups: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === 'AWS::Logs::LogGroup' && PhysicalResourceId) groups.push(PhysicalResourceId);
  if (groups.length > 0) return groups;
  throw new Failure(`The stack ${StackName} has no log group. Name a stack of wakepatch with --stack.`);
}

/** The lines there are, the oldest first; `tell` is told each. */
export async function readLogs(
  clients: Clients,
  groups: readonly string[],
  query: LogQuery,
  tell: (line: LogLine) => void,
): Promise<void> {
  for (const line of await linesSince(clients, groups, query, new Set())) tell(line);
}

/**
 * The lines there are and each that comes, until the signal. Lines may come late and out of order, so a while before the last
 * one is read again each time, and what was told is not told again.
 * @throws the signal's reason
 */
export async function followLogs(
  clients: Clients,
  groups: readonly string[],
  query: LogQuery,
  tell: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const told = new Set<string>();
  let { since } = query;
  await poll(async () => {
    for (const line of await linesSince(clients, groups, { ...query, since }, told)) {
      tell(line);
      since = Math.max(since, Date.parse(line.time) - lateness);
    }
    return undefined;
  }, signal);
}

/** Milliseconds by which a line may be late. Source: CloudWatch Logs User Guide, "View log data": most are there in seconds. */
const lateness = 30_000;

/** @param told ids of the events that were told; those that are found are added */
async function linesSince(
  { logs: client }: Clients,
  groups: readonly string[],
  { since, filter }: LogQuery,
  told: Set<string>,
): Promise<LogLine[]> {
  const found: LogLine[] = [];
  for (const logGroupName of groups) {
    const request = { logGroupName, startTime: since, filterPattern: filter };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, request))
      for (const event of events) {
        const id = `${logGroupName} ${event.eventId}`;
        if (told.has(id)) continue;
        told.add(id);
        found.push(lineOf(logGroupName, event));
      }
  }
  return found.sort((a, b) => a.time.localeCompare(b.time));
}

function lineOf(group: string, { timestamp = 0, logStreamName = '', message = '' }: FilteredLogEvent): LogLine {
  return { time: new Date(timestamp).toISOString(), group, stream: logStreamName, message: message.trimEnd() };
}
