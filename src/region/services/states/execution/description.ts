import type { JsonObject } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import type { ExecutionRow } from '../rows/executions.ts';
import { redriveStatusOf } from './redrivable.ts';

/** What DescribeExecution says of an execution that is over, as Step Functions hands it on to tasks and result files. */
export function describe(context: Context, row: ExecutionRow, dates: (time: number) => string | number): JsonObject {
  const { redriveStatus, redriveStatusReason } = redriveStatusOf(context, row);
  return {
    ...(row.cause !== null && { Cause: row.cause }),
    ...(row.error !== null && { Error: row.error }),
    ExecutionArn: row.arn,
    Input: row.input,
    InputDetails: { Included: true },
    ...(row.mapRunArn !== null && { MapRunArn: row.mapRunArn }),
    Name: row.name,
    ...(row.output !== null && { Output: row.output, OutputDetails: { Included: true } }),
    RedriveCount: row.redriveCount,
    RedriveStatus: redriveStatus,
    ...(redriveStatusReason !== undefined && { RedriveStatusReason: redriveStatusReason }),
    StartDate: dates(row.startedAt),
    StateMachineArn: row.machineArn,
    Status: row.status,
    StopDate: dates(row.stoppedAt ?? 0),
  };
}
