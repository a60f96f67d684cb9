import { join } from 'node:path';
import type { RegionFile } from '../aws/region-file.ts';
import { regionConsole } from './region-console.ts';

/** Tells how to reach a Region, and how to hand it to other AWS clients. */
export function handOver({ endpoint, region, machines }: RegionFile, dataDir: string): void {
  console.log(endpoint);
  console.error(`
${machines}

Its console:

  ${regionConsole(endpoint, dataDir)}

wakepatch finds this Region by itself. For other AWS clients:

  export AWS_ENDPOINT_URL=${endpoint}
  export AWS_SHARED_CREDENTIALS_FILE=${join(dataDir, 'credentials')}
  export AWS_DEFAULT_REGION=${region}

(AWS CLI before 2.13: add --endpoint-url $AWS_ENDPOINT_URL.) Stop it with: wakepatch down`);
}
