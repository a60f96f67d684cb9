import type { LogGroup, LogStream } from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../../service.ts';
import { groupArn, streamArn } from './names.ts';
import { type GroupRow, groups, type StreamRow } from './rows.ts';

export function describeGroup(context: Context, { name, created, retention }: GroupRow): LogGroup {
  return {
    logGroupName: name,
    creationTime: created,
    ...(retention !== null && { retentionInDays: retention }),
    metricFilterCount: 0,
    arn: `${groupArn(context, name)}:*`,
    logGroupArn: groupArn(context, name),
    storedBytes: groups.storedBytes(context.db, name),
    logGroupClass: 'STANDARD',
  };
}

export function describeStream(context: Context, row: StreamRow): LogStream {
  return {
    logStreamName: row.name,
    creationTime: row.created,
    ...(row.firstEvent !== null && { firstEventTimestamp: row.firstEvent }),
    ...(row.lastEvent !== null && { lastEventTimestamp: row.lastEvent }),
    ...(row.lastIngestion !== null && { lastIngestionTime: row.lastIngestion }),
    arn: streamArn(context, row.groupName, row.name),
    // Since 2019 CloudWatch answers 0 here, whatever the stream holds.
    storedBytes: 0,
  };
}
