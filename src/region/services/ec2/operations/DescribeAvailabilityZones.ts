import type { AvailabilityZone } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { invalidValue } from '../errors.ts';
import { type FilterTable, filterOf } from '../filters.ts';
import { zoneId, zonesOf } from '../network.ts';

const filters: FilterTable<AvailabilityZone> = {
  'opt-in-status': ({ OptInStatus }) => [OptInStatus],
  'region-name': ({ RegionName }) => [RegionName],
  state: ({ State }) => [State],
  'zone-id': ({ ZoneId }) => [ZoneId],
  'zone-name': ({ ZoneName }) => [ZoneName],
  'zone-type': ({ ZoneType }) => [ZoneType],
};

/** The Availability Zones of the Region: names only, all its machines stand in one place. */
export const DescribeAvailabilityZones = operation<'ec2', 'DescribeAvailabilityZones'>({
  accepts: ['ZoneNames', 'ZoneIds', 'AllAvailabilityZones', 'Filters', 'DryRun'],
  run({ ZoneNames, ZoneIds, Filters }, { region }) {
    const zones: AvailabilityZone[] = zonesOf(region).map((zone) => ({
      ZoneName: zone,
      ZoneId: zoneId(zone),
      ZoneType: 'availability-zone',
      RegionName: region,
      NetworkBorderGroup: region,
      GroupName: region,
      OptInStatus: 'opt-in-not-required',
      State: 'available',
    }));
    const unknown = [
      ...(ZoneNames ?? []).filter((name) => !zones.some(({ ZoneName }) => ZoneName === name)),
      ...(ZoneIds ?? []).filter((id) => !zones.some(({ ZoneId }) => ZoneId === id)),
    ];
    if (unknown.length > 0) throw invalidValue(`Invalid availability zone: [${unknown.join(', ')}]`);
    const asked = zones.filter(
      ({ ZoneName, ZoneId }) =>
        (!ZoneNames?.length || ZoneNames.includes(ZoneName!)) && (!ZoneIds?.length || ZoneIds.includes(ZoneId!)),
    );
    return { AvailabilityZones: asked.filter(filterOf('DescribeAvailabilityZones', Filters, filters)) };
  },
});
