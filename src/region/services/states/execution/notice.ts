import type { Context } from '../../../service.ts';
import type { ExecutionRow } from '../rows/executions.ts';
import { redriveStatusOf } from './redrivable.ts';

/**
 * Tells of a change of an execution's status. Express executions and those of a Map Run are not told of.
 * Source: Step Functions Developer Guide, "Automating Step Functions event delivery with EventBridge".
 */
export function publishStatus(context: Context, row: ExecutionRow): void {
  if (row.type === 'EXPRESS' || row.mapRunArn !== null) return;
  const { redriveStatus, redriveStatusReason = null } = redriveStatusOf(context, row);
  context.publish({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    detail: {
      executionArn: row.arn,
      stateMachineArn: row.machineArn,
      stateMachineVersionArn: row.versionArn,
      stateMachineAliasArn: row.aliasArn,
      name: row.name,
      status: row.status,
      startDate: row.startedAt,
      stopDate: row.stoppedAt,
      input: row.input,
      inputDetails: { included: true },
      output: row.output,
      outputDetails: row.output === null ? null : { included: true },
      error: row.error,
      cause: row.cause,
      redriveCount: row.redriveCount,
      redriveDate: row.redrivenAt,
      redriveStatus,
      redriveStatusReason,
    },
  });
}
