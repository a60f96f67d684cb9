/**
 * The one place that decides which AWS a command speaks to: a Region on this machine, or AWS itself.
 */
import { join } from 'node:path';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { dataDirOf } from './data-dir.ts';
import { runningRegion } from './region-file.ts';

/** As the AWS CLI has them, and the data directory of a Region. */
export interface ConnectionOptions {
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly data?: string;
}

/** What an SDK client needs to know. Members that are absent are the SDK's to find, as it always does. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: AwsCredentialIdentityProvider;
  /** For people: "the Region at http://127.0.0.1:4566" */
  readonly description: string;
}

/** Whoever sets one of these means AWS, or an endpoint of their own. */
const namesAws = ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_REGION', 'AWS_DEFAULT_REGION'];

/** There is nothing to speak to. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/**
 * What is named by options or by AWS's environment variables is used as the SDK uses it; a Region's own endpoint with that
 * Region's credentials, unless others are named. With nothing named, it is the Region that runs on the data directory, and
 * never AWS by accident.
 * @throws NoConnection
 */
export function connect(options: ConnectionOptions, environment: NodeJS.ProcessEnv = process.env): Connection {
  const dataDir = dataDirOf(options.data);
  const local = runningRegion(dataDir);
  const endpoint = options.endpointUrl ?? environment.AWS_ENDPOINT_URL;
  const named = endpoint ?? options.profile ?? options.region ?? namesAws.find((name) => environment[name]);
  if (local && (named === undefined || endpoint === local.endpoint)) {
    const own = options.profile === undefined && environment.AWS_ACCESS_KEY_ID === undefined;
    return {
      endpoint: local.endpoint,
      region: local.region,
      ...(own
        ? { credentials: fromIni({ profile: 'default', filepath: join(dataDir, 'credentials') }) }
        : { profile: options.profile }),
      description: `the Region at ${local.endpoint}`,
    };
  }
  if (named === undefined)
    throw new NoConnection(
      `No Region runs on ${dataDir}. Start one with 'wakepatch up', or name AWS with --profile or --region.`,
    );
  const region = options.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  const where = endpoint ? `the endpoint ${endpoint}` : `AWS${region ? ` ${region}` : ''}`;
  return { endpoint, region, profile: options.profile, description: where };
}
