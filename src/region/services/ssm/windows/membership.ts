import type { MaintenanceWindowResourceType, Target } from '@aws-sdk/client-ssm';
import type { Context } from '../../../service.ts';
import { windowTargets, windowTasks } from './rows/registrations.ts';
import type { Window } from './rows/windows.ts';
import { instancesOf } from './run/targets.ts';
import { checkTargets } from './targets.ts';
import { isKey } from './tasks.ts';

/**
 * Which windows a target belongs to: for instances those with a target or task that reaches one of them, for a tag those
 * with a target by that tag and one of its values.
 * @throws WireError ValidationException
 */
export function windowsOf(
  context: Context,
  targets: readonly Target[],
  resourceType: MaintenanceWindowResourceType,
): (window: Window) => boolean {
  checkTargets(targets, resourceType);
  return ({ id }) => {
    const registered = windowTargets.of(context.db, id).map(({ details }) => details.Targets);
    const ofTasks = windowTasks.of(context.db, id).map(({ details }) => details.Targets);
    return targets.every(({ Key = '', Values = [] }) => {
      const wanted = (values: readonly string[] | undefined) => Values.some((value) => values?.includes(value));
      if (isKey(Key, 'InstanceIds'))
        return (
          registered.some((each) => wanted(instancesOf(context, each))) ||
          ofTasks.flat().some((each) => isKey(each.Key ?? '', 'InstanceIds') && wanted(each.Values))
        );
      return registered.flat().some((each) => each.Key === Key && wanted(each.Values));
    });
  };
}
