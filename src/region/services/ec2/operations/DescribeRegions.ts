import type { Region } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { invalidValue } from '../errors.ts';
import { type FilterTable, filterOf } from '../filters.ts';

const filters: FilterTable<Region> = {
  endpoint: ({ Endpoint }) => [Endpoint],
  'opt-in-status': ({ OptInStatus }) => [OptInStatus],
  'region-name': ({ RegionName }) => [RegionName],
};

/** The one Region that answers here. */
export const DescribeRegions = operation<'ec2', 'DescribeRegions'>({
  accepts: ['RegionNames', 'AllRegions', 'Filters', 'DryRun'],
  run({ RegionNames, Filters }, { region }) {
    const unknown = (RegionNames ?? []).find((name) => name !== region);
    if (unknown !== undefined) throw invalidValue(`Invalid region provided: [${unknown}]`);
    const regions: Region[] = [
      { RegionName: region, Endpoint: `ec2.${region}.amazonaws.com`, OptInStatus: 'opt-in-not-required' },
    ];
    return { Regions: regions.filter(filterOf('DescribeRegions', Filters, filters)) };
  },
});
