/** A process that may be killed: opens a Region on the folder that it is given, and says where it answers. */
import { openTestRegion } from '../../../../test/region.ts';
import { services } from './fixture.ts';

const { endpoint, region } = await openTestRegion({
  services,
  time: 'real',
  dataDir: process.argv[2],
  log: console.error,
});
console.log(JSON.stringify({ endpoint, credentials: region.credentials }));
