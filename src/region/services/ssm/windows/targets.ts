/** What a registered target may say. Source: Systems Manager API Reference, "RegisterTargetWithMaintenanceWindow". */
import type { MaintenanceWindowResourceType, Target } from '@aws-sdk/client-ssm';
import { notSupported } from '../../../errors.ts';
import { validationException } from '../errors.ts';
import { isKey } from './tasks.ts';

/** @throws WireError NotImplemented: there are no resource groups */
export function supportedResourceType(type: MaintenanceWindowResourceType): 'INSTANCE' {
  if (type !== 'INSTANCE') throw notSupported(`maintenance window targets of type ${type}`);
  return type;
}

/** @throws WireError ValidationException, NotImplemented */
export function checkTargets(targets: readonly Target[]): void {
  if (targets.length === 0) throw validationException('Targets must not be empty.');
  for (const { Key = '', Values = [] } of targets) {
    if (Key.startsWith('resource-groups:')) throw notSupported(`targets by ${Key}`);
    if (!isKey(Key, 'InstanceIds') && Key !== 'tag-key' && !/^tag:./.test(Key))
      throw validationException(`The target key '${Key}' is not valid. Use InstanceIds, tag:<key> or tag-key.`);
    if (Values.length === 0) throw validationException(`The target '${Key}' has no values.`);
  }
  if (targets.length > 1 && targets.some(({ Key = '' }) => isKey(Key, 'InstanceIds')))
    throw validationException('InstanceIds cannot be combined with other targets.');
}
