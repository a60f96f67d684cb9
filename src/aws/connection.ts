/**
 * The one place that decides which AWS a command speaks to: a Region on this machine, or AWS itself. Profiles, regions and
 * endpoints are those of the AWS CLI, in its order: options, then the environment, then the shared config files.
 */
import { join } from 'node:path';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { dataDirOf } from './data-dir.ts';
import { type RegionFile, runningRegion } from './region-file.ts';
import { type Profile, readProfile } from './shared-config.ts';

/** As the AWS CLI has them, and the data directory of a Region. */
export interface ConnectionOptions {
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly data?: string;
}

/** What SDK clients need to know. */
export interface Connection {
  /** the address of all services that `endpoints` does not name; undefined: AWS's own */
  readonly endpoint?: string;
  /** the addresses of single services, by their ids as environment variables have them: `S3`, `CLOUDWATCH_LOGS` */
  readonly endpoints?: Readonly<Record<string, string>>;
  readonly region: string;
  readonly profile?: string;
  /** undefined: the SDK's to find, for the profile where there is one */
  readonly credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** For people: "the Region at http://127.0.0.1:4566" */
  readonly description: string;
}

/** Whoever sets one of these means AWS, or an endpoint of their own. */
const namesAws = ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_REGION', 'AWS_DEFAULT_REGION'];

/** Services that may have an address of their own, by the ids of their SDK clients. */
const serviceIds = ['CLOUDFORMATION', 'CLOUDWATCH_LOGS', 'EC2', 'LAMBDA', 'RESOURCE_GROUPS', 'S3', 'SFN', 'SSM', 'STS'];

/** There is nothing to speak to. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/**
 * What is named by options, by AWS's environment variables or by a profile of them is used as the AWS CLI uses it; a Region's
 * own endpoint with that Region's credentials, unless others are named. With nothing named, it is the Region that runs on the
 * data directory, and never AWS by accident.
 * @throws NoConnection
 */
export async function connect(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Connection> {
  const dataDir = dataDirOf(options.data);
  const local = runningRegion(dataDir);
  const isNamed =
    (options.endpointUrl ?? options.profile ?? options.region) !== undefined ||
    namesAws.some((name) => environment[name]);
  if (!isNamed && local) return toLocal(local, dataDir);
  if (!isNamed)
    throw new NoConnection(
      `No Region runs on ${dataDir}. Start one with 'wakepatch up', or name AWS with --profile or --region.`,
    );
  const profile = await readProfile(options.profile, environment);
  if (profile.isNamed && !profile.settings) throw new NoConnection(noProfile(profile));
  const { endpoint, endpoints } = endpointsOf(options, environment, profile);
  const hasOwnCredentials = !profile.isNamed && !environment.AWS_ACCESS_KEY_ID;
  if (local && endpoint !== undefined && sameAddress(endpoint, local.endpoint))
    return {
      ...toLocal(local, dataDir),
      endpoints,
      ...(options.region && { region: options.region }),
      ...(hasOwnCredentials ? {} : credentialsOf(options, environment, profile)),
    };
  const region =
    options.region || environment.AWS_REGION || environment.AWS_DEFAULT_REGION || profile.settings?.region || undefined;
  if (region === undefined) throw new NoConnection(noRegion(profile));
  return {
    endpoint,
    endpoints,
    region,
    ...credentialsOf(options, environment, profile),
    description: endpoint ? `the endpoint ${endpoint}` : `AWS ${region}`,
  };
}

function toLocal({ endpoint, region }: RegionFile, dataDir: string): Connection {
  return {
    endpoint,
    region,
    credentials: fromIni({ profile: 'default', filepath: join(dataDir, 'credentials') }),
    description: `the Region at ${endpoint}`,
  };
}

/**
 * --endpoint-url is for all services; else a variable of the service, AWS_ENDPOINT_URL, the section that the profile's
 * `services` names, the profile's `endpoint_url`; none of these where configured endpoints are to be ignored.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
function endpointsOf(
  { endpointUrl }: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  { settings, services }: Profile,
): Pick<Connection, 'endpoint' | 'endpoints'> {
  if (endpointUrl !== undefined) return { endpoint: addressOf(endpointUrl, '--endpoint-url') };
  const ignore = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? settings?.ignore_configured_endpoint_urls;
  if (ignore?.toLowerCase() === 'true') return {};
  const general = environment.AWS_ENDPOINT_URL || undefined;
  const endpoints = serviceIds.flatMap((id) => {
    const own =
      environment[`AWS_ENDPOINT_URL_${id}`] || (general ? undefined : services[`${id.toLowerCase()}.endpoint_url`]);
    return own ? [[id, addressOf(own, `the endpoint of ${id}`)]] : [];
  });
  const endpoint = general ?? settings?.endpoint_url;
  return {
    ...(endpoint && { endpoint: addressOf(endpoint, general ? 'AWS_ENDPOINT_URL' : 'endpoint_url') }),
    ...(endpoints.length && { endpoints: Object.fromEntries(endpoints) }),
  };
}

function addressOf(text: string, where: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return text;
  throw new NoConnection(`${where} is no address: ${text}. Write one such as http://127.0.0.1:4566.`);
}

const sameAddress = (one: string, other: string) => new URL(one).href === new URL(other).href;

/**
 * A profile of an option comes before keys of the environment, and those before a profile of the environment: the AWS CLI's
 * order, which the SDK's own chain does not keep. Source: AWS CLI User Guide, "Configuration settings and precedence".
 */
function credentialsOf(
  { profile: named }: ConnectionOptions,
  { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: NodeJS.ProcessEnv,
  { name, isNamed }: Profile,
): Pick<Connection, 'credentials' | 'profile'> {
  if (named !== undefined || !AWS_ACCESS_KEY_ID) return { profile: isNamed ? name : undefined, credentials: undefined };
  if (!AWS_SECRET_ACCESS_KEY)
    throw new NoConnection('AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not. Set both, or neither.');
  return {
    profile: undefined,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}

function noProfile({ name, known, files }: Profile): string {
  const there = known.length ? `There are: ${known.join(', ')}.` : 'There is none.';
  return `There is no profile ${name} in ${files.join(' or ')}. ${there}`;
}

function noRegion({ name, isNamed }: Profile): string {
  const why = isNamed ? `, and the profile ${name} has none` : '';
  return `No AWS Region is named${why}. Name one with --region or AWS_REGION, such as --region eu-central-1.`;
}
