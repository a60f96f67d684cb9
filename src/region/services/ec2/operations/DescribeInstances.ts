import type { Filter } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import type { Database } from '../../../store/database.ts';
import { invalidCombination } from '../errors.ts';
import { type FilterTable, filterOf, tagFilters } from '../filters.ts';
import { page, positionBefore } from '../pages.ts';
import { instancesById } from '../reading.ts';
import { allInstances, findInstances, type Instance, instancesTagged } from '../rows.ts';
import { describeReservations, wholeSeconds } from '../shape.ts';
import { stateCodes } from '../states.ts';
import { tagsOf } from '../tags.ts';

const filters: FilterTable<Instance> = {
  architecture: () => ['x86_64'],
  'availability-zone': ({ details }) => [details.availabilityZone],
  'block-device-mapping.volume-id': ({ details }) => [details.rootVolumeId],
  'client-token': ({ details }) => [details.clientToken],
  'hibernation-options.configured': ({ details }) => [String(details.hibernation ?? false)],
  'iam-instance-profile.arn': ({ details }) => [details.profile?.Arn],
  'iam-instance-profile.id': ({ details }) => [details.profile?.Id],
  'image-id': ({ details }) => [details.imageId],
  'instance-id': ({ id }) => [id],
  'instance-lifecycle': ({ details }) => [details.spot && 'spot'],
  'instance-state-code': ({ state }) => [String(stateCodes[state])],
  'instance-state-name': ({ state }) => [state],
  'instance-type': ({ details }) => [details.instanceType],
  'instance.group-id': ({ details }) => details.securityGroupIds,
  'launch-time': ({ launchedAt }) => [wholeSeconds(launchedAt).toISOString()],
  'reservation-id': ({ reservationId }) => [reservationId],
  'root-device-type': ({ details }) => [details.rootDeviceType ?? 'ebs'],
  'state-reason-code': ({ reasonCode }) => [reasonCode ?? undefined],
  'subnet-id': ({ details }) => [details.subnetId],
  tenancy: () => ['default'],
  'vpc-id': ({ details }) => [details.vpcId],
};

/**
 * A filter by whole ids, or by one tag, names the rows to look at; many ask that way, so they need not wait for a scan of all.
 * What it leaves is still held against all filters.
 */
function candidates(db: Database, asked: readonly Filter[] = [], after: number): IteratorObject<Instance> {
  const ids = asked.find(({ Name }) => Name === 'instance-id')?.Values;
  if (ids?.every(isWhole)) return findInstances(db, ids).values();
  for (const { Name = '', Values: [value = '', ...others] = [] } of asked) {
    if (others.length > 0) continue;
    if (Name.startsWith('tag:'))
      return instancesTagged(db, Name.slice('tag:'.length), isWhole(value) ? value : undefined, after);
    if (Name !== 'tag-key') continue;
    if (isWhole(value)) return instancesTagged(db, value, undefined, after);
    const prefix = value.slice(0, -1);
    if (value.endsWith('*') && isWhole(prefix)) return instancesTagged(db, { prefix }, undefined, after);
  }
  return allInstances(db, after);
}

/** Without wildcards and what takes their meaning away. */
const isWhole = (value: string): boolean => !/[*?\\]/.test(value);

/** Instances by id, or all that match the filters, in the order in which they were launched. */
export const DescribeInstances = operation<'ec2', 'DescribeInstances'>({
  accepts: ['InstanceIds', 'Filters', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, context) {
    const { db } = context;
    if (input.InstanceIds?.length && input.MaxResults !== undefined)
      throw invalidCombination('The parameter instancesSet cannot be used with the parameter maxResults');
    const after = Number(positionBefore(input.NextToken) ?? 0);
    const instances = input.InstanceIds?.length
      ? instancesById(db, input.InstanceIds).values()
      : candidates(db, input.Filters, after);
    const tags = tagFilters<Instance>(({ id }) => tagsOf(db, id));
    const found = instances.filter(filterOf('DescribeInstances', input.Filters, filters, tags));
    const { items, NextToken } = page(found, input, ({ sequence }) => sequence);
    return { Reservations: describeReservations(context, items), NextToken };
  },
});
