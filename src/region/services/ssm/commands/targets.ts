import type { Filter } from '@aws-sdk/client-ec2';
import type { Target } from '@aws-sdk/client-ssm';
import type { Context } from '../../../service.ts';
import { findManagedInstance } from '../agent/rows.ts';
import { instancesNotValid, invalidParameters } from '../errors.ts';
import { instancesWhere } from '../fleet.ts';
import { instancesOfGroups, isGroupKey } from '../groups.ts';

/** How EC2 is asked for what a target names. */
const filters: readonly { key: RegExp; filter(key: string, values: string[]): Filter }[] = [
  { key: /^tag:.+$/, filter: (key, values) => ({ Name: key, Values: values }) },
  { key: /^tag-key$/, filter: (_, values) => ({ Name: 'tag-key', Values: values }) },
];

/**
 * The connected managed instances that meet all targets, in the order of their ids. One named by id has to be connected;
 * of those found by tag the others get no command, as nothing on them could take it.
 * @throws WireError InvalidInstanceId, InvalidParameters
 */
export function resolveTargets(context: Context, targets: readonly Target[]): string[] {
  if (targets.length === 0) return [];
  const connected = (id: string) => findManagedInstance(context.db, id)?.connected === true;
  const named = targets.filter(({ Key }) => Key === 'InstanceIds');
  if (named.length > 0) {
    if (targets.length > 1) throw invalidParameters('InstanceIds cannot be combined with other targets.');
    const ids = [...new Set(named[0]!.Values ?? [])].sort();
    const invalid = ids.filter((id) => !connected(id));
    if (invalid.length > 0) throw instancesNotValid(context.account, invalid);
    return ids;
  }
  if (targets.some(({ Key = '' }) => isGroupKey(Key))) {
    if (!targets.every(({ Key = '' }) => isGroupKey(Key)))
      throw invalidParameters('Targets by resource group cannot be combined with other targets.');
    return instancesOfGroups(context, targets).filter(connected).sort();
  }
  const found = instancesWhere(
    context,
    targets.map(({ Key = '', Values = [] }) => {
      const known = filters.find(({ key }) => key.test(Key));
      if (known === undefined) throw invalidParameters(`The target key ${Key} is not valid.`);
      return known.filter(Key, Values);
    }),
  );
  return found
    .map(({ InstanceId }) => InstanceId!)
    .filter(connected)
    .sort();
}
