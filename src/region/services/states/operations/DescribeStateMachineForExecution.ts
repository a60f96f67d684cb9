import { operation } from '../../../service.ts';
import { partsOfMapRun } from '../arns.ts';
import { revisionOf } from '../execution/compiled.ts';
import { findExecution } from '../execution/find.ts';

/** The revision with which the execution began. Source: API Reference, "DescribeStateMachineForExecution". */
export const DescribeStateMachineForExecution = operation<'states', 'DescribeStateMachineForExecution'>({
  accepts: ['executionArn'],
  authorize: (input) => [{ action: 'states:DescribeStateMachineForExecution', resource: input.executionArn }],
  run({ executionArn }, context) {
    const row = findExecution(context, executionArn);
    const revision = revisionOf(context.db, row.revisionId);
    const [machine] = (row.machineArn.split(':').at(-1) ?? '').split('/');
    return {
      stateMachineArn: row.machineArn,
      name: machine ?? '',
      definition: revision.definition,
      roleArn: revision.roleArn,
      revisionId: row.revisionId,
      updateDate: new Date(revision.revisedAt),
      mapRunArn: row.mapRunArn ?? undefined,
      label: row.mapRunArn === null ? undefined : partsOfMapRun(row.mapRunArn).label,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
});
