import type { Context } from '../../../service.ts';
import { operation } from '../../../service.ts';
import { checkArn, unqualified } from '../arns.ts';
import { resourceNotFound, stateMachineTypeNotSupported, validationException } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { executions } from '../rows/executions.ts';
import { mapRuns } from '../rows/map-runs.ts';
import { aliases } from '../rows/versions.ts';
import { findMachine, resolve } from '../state-machine.ts';

/** Of a state machine, a version, an alias or a Map Run; the newest first. Source: API Reference, "ListExecutions". */
export const ListExecutions = operation<'states', 'ListExecutions'>({
  accepts: ['stateMachineArn', 'mapRunArn', 'statusFilter', 'redriveFilter', 'maxResults', 'nextToken'],
  authorize: (input) => [
    { action: 'states:ListExecutions', resource: input.stateMachineArn ?? input.mapRunArn ?? '*' },
  ],
  run({ stateMachineArn, mapRunArn, statusFilter, redriveFilter, ...request }, context) {
    if ((stateMachineArn === undefined) === (mapRunArn === undefined))
      throw validationException('Must provide either a stateMachineArn or a mapRunArn, and not both.');
    const [by, arn] = mapRunArn === undefined ? ofMachine(context, stateMachineArn!) : ofMapRun(context, mapRunArn);
    const filter = {
      ...(statusFilter && { status: statusFilter }),
      ...(redriveFilter && { redriven: redriveFilter === 'REDRIVEN' }),
      now: context.now,
    };
    const { rows, nextToken } = pageOf(
      request,
      Number.MAX_SAFE_INTEGER,
      (before, limit) => executions.list(context.db, by, arn, filter, before, limit),
      ({ sequence }) => sequence,
    );
    return {
      executions: rows.map((row) => ({
        executionArn: row.arn,
        stateMachineArn: row.machineArn,
        stateMachineVersionArn: row.versionArn ?? undefined,
        stateMachineAliasArn: row.aliasArn ?? undefined,
        mapRunArn: row.mapRunArn ?? undefined,
        itemCount: row.mapRunArn === null ? undefined : row.items,
        name: row.name,
        status: row.status,
        startDate: new Date(row.startedAt),
        stopDate: row.stoppedAt === null ? undefined : new Date(row.stoppedAt),
        redriveCount: row.redriveCount,
        redriveDate: row.redrivenAt === null ? undefined : new Date(row.redrivenAt),
      })),
      nextToken,
    };
  },
});

function ofMachine(context: Context, arn: string) {
  const machine = findMachine(context, unqualified(checkArn(arn, 'stateMachine')));
  if (machine.type === 'EXPRESS') throw stateMachineTypeNotSupported();
  if (arn === machine.arn) return ['machineArn', arn] as const;
  resolve(context, arn);
  return [aliases.find(context.db, arn) ? 'aliasArn' : 'versionArn', arn] as const;
}

function ofMapRun(context: Context, arn: string) {
  if (!mapRuns.find(context.db, checkArn(arn, 'mapRun'))) throw resourceNotFound(arn);
  return ['mapRunArn', arn] as const;
}
