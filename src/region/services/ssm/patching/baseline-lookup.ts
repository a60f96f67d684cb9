import { arn } from '../../../arn.ts';
import type { Context } from '../../../service.ts';
import { doesNotExist } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import { predefinedAt, predefinedBaselines } from './default-baselines.ts';
import { allBaselines, allPatchGroups, type BaselineRow, findBaseline, findDefaultBaselineId } from './rows.ts';

const predefined = (context: Context): BaselineRow[] =>
  predefinedBaselines(context).map((baseline) => ({ baseline, createdAt: predefinedAt, modifiedAt: predefinedAt }));

/** AWS's, then the account's own, the oldest first. */
export const everyBaseline = (context: Context): BaselineRow[] => [...predefined(context), ...allBaselines(context.db)];

/** @param id of an own baseline, or its ARN; AWS's go by their ARN alone. @throws WireError DoesNotExistException */
export function getBaseline(context: Context, id: string): BaselineRow {
  const own = arn(context, 'ssm', 'patchbaseline/');
  const found =
    predefined(context).find(({ baseline }) => baseline.BaselineId === id) ??
    findBaseline(context.db, id.startsWith(own) ? id.slice(own.length) : id);
  if (found === undefined) throw doesNotExist(`Patch baseline ${id} does not exist.`);
  return found;
}

/** What a baseline is called in policies. */
export const baselineArn = (context: Context, id: string): string =>
  id.startsWith('arn:') ? id : arn(context, 'ssm', `patchbaseline/${id}`);

/** @returns undefined for an operating system that the Region has no baseline for */
export function defaultBaselineId(context: Context, operatingSystem: string): string | undefined {
  return (
    findDefaultBaselineId(context.db, operatingSystem) ??
    predefinedBaselines(context).find((baseline) => baseline.OperatingSystem === operatingSystem)?.BaselineId
  );
}

/** The baseline that is registered for the patch group, else the default one (User Guide, "Patch groups"). */
export function baselineFor(context: Context, patchGroup: string | undefined, operatingSystem: string): Baseline {
  const registered = allPatchGroups(context.db).find(
    (each) => each.patchGroup === patchGroup && each.operatingSystem === operatingSystem,
  );
  return getBaseline(context, registered?.baselineId ?? defaultBaselineId(context, operatingSystem)!).baseline;
}
