import { operation } from '../../../service.ts';
import { checkArn, unqualified } from '../arns.ts';
import { stateMachineDoesNotExist } from '../errors.ts';
import { machines, revisions } from '../rows/machines.ts';
import { versions } from '../rows/versions.ts';

/** A version is shown as it was published. Source: API Reference, "DescribeStateMachine". */
export const DescribeStateMachine = operation<'states', 'DescribeStateMachine'>({
  accepts: ['stateMachineArn', 'includedData'],
  authorize: (input) => [{ action: 'states:DescribeStateMachine', resource: input.stateMachineArn }],
  run({ stateMachineArn, includedData }, context) {
    const row = machines.find(context.db, unqualified(checkArn(stateMachineArn, 'stateMachine')));
    const version = stateMachineArn === row?.arn ? undefined : versions.find(context.db, stateMachineArn);
    const revision = version ? revisions.find(context.db, version.revisionId) : row;
    if (!row || !revision || (!version && stateMachineArn !== row.arn)) throw stateMachineDoesNotExist(stateMachineArn);
    return {
      stateMachineArn,
      name: row.name,
      status: row.status,
      // METADATA_ONLY leaves out what might be encrypted, which the definition is.
      definition: includedData === 'METADATA_ONLY' ? '' : revision.definition,
      roleArn: revision.roleArn,
      type: row.type,
      creationDate: new Date(version?.createdAt ?? row.createdAt),
      revisionId: revision.revisionId === row.initialRevision ? undefined : revision.revisionId,
      description: version?.description ?? undefined,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
});
