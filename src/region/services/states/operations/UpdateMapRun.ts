import { operation } from '../../../service.ts';
import { validationException } from '../errors.ts';
import { advance } from '../execution/advance.ts';
import { findMapRun } from '../map-run/map-run.ts';
import { mapRuns } from '../rows/map-runs.ts';

/** "Updates an in-progress Map Run's configuration." Source: AWS Step Functions API Reference, "UpdateMapRun". */
export const UpdateMapRun = operation<'states', 'UpdateMapRun'>({
  accepts: ['mapRunArn', 'maxConcurrency', 'toleratedFailurePercentage', 'toleratedFailureCount'],
  authorize: (input) => [{ action: 'states:UpdateMapRun', resource: input.mapRunArn }],
  run({ mapRunArn, ...limits }, context) {
    const row = findMapRun(context, mapRunArn);
    const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = limits;
    if ([maxConcurrency, toleratedFailureCount, toleratedFailurePercentage].some((limit) => (limit ?? 0) < 0))
      throw validationException('The limits of a Map Run cannot be negative.');
    if ((toleratedFailurePercentage ?? 0) > 100)
      throw validationException('The toleratedFailurePercentage cannot be more than 100.');
    if (row.status !== 'RUNNING') throw validationException(`Map Run is not in progress: '${mapRunArn}'`);
    const given = Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
    mapRuns.update(context.db, { ...row, ...given });
    advance(context, row.executionArn, { type: 'mapRunUpdate', id: row.id, ...given });
    return {};
  },
});
