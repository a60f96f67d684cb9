/** What a registered target may say. Source: Systems Manager API Reference, "RegisterTargetWithMaintenanceWindow". */
import type { MaintenanceWindowResourceType, Target } from '@aws-sdk/client-ssm';
import { validationException } from '../errors.ts';
import { groupKeys, isGroupKey } from '../groups.ts';
import { isKey } from './tasks.ts';

/** @throws WireError ValidationException */
export function checkTargets(targets: readonly Target[], type: MaintenanceWindowResourceType): void {
  if (targets.length === 0) throw validationException('Targets must not be empty.');
  for (const { Key = '', Values = [] } of targets) {
    if (isGroupKey(Key) !== (type === 'RESOURCE_GROUP'))
      throw validationException(`The target key '${Key}' is not valid for targets of the type ${type}.`);
    if (!isGroupKey(Key) && !isKey(Key, 'InstanceIds') && Key !== 'tag-key' && !/^tag:./.test(Key))
      throw validationException(`The target key '${Key}' is not valid. Use InstanceIds, tag:<key> or tag-key.`);
    if (Values.length === 0) throw validationException(`The target '${Key}' has no values.`);
  }
  if (type === 'RESOURCE_GROUP' && !targets.some(({ Key }) => Key === groupKeys.name))
    throw validationException(`Targets of the type RESOURCE_GROUP need the key ${groupKeys.name}.`);
  if (targets.length > 1 && targets.some(({ Key = '' }) => isKey(Key, 'InstanceIds')))
    throw validationException('InstanceIds cannot be combined with other targets.');
}
