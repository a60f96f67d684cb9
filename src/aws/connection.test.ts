import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { clientsFor } from './clients.ts';
import { type Connection, type ConnectionOptions, connect, NoConnection } from './connection.ts';
import { writeRegionFile } from './region-file.ts';

const empty = mkdtempSync(join(tmpdir(), 'wakepatch-connection-'));
const endpoint = 'http://127.0.0.1:4566';

/** A data directory on which, as far as its file says, this very process is the Region. */
function running(): string {
  const data = mkdtempSync(join(tmpdir(), 'wakepatch-connection-'));
  writeRegionFile(data, { pid: process.pid, endpoint, region: 'us-east-1', account: '123456789012', machines: '' });
  writeFileSync(join(data, 'credentials'), '[default]\naws_access_key_id = AKIAOWN\naws_secret_access_key = secret\n');
  return data;
}

/** Variables that name shared config files with this text. */
function filesOf(config: string, credentials = ''): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-config-'));
  const named = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
  writeFileSync(named.AWS_CONFIG_FILE, config);
  writeFileSync(named.AWS_SHARED_CREDENTIALS_FILE, credentials);
  return named;
}

async function keyOf({ credentials }: Connection): Promise<string | undefined> {
  return (typeof credentials === 'function' ? await credentials() : credentials)?.accessKeyId;
}

describe('which AWS a command speaks to', () => {
  test('the Region that runs, with its own credentials, when nothing else is named', async () => {
    const connection = await connect({ data: running() }, {});
    assert.deepEqual([connection.endpoint, connection.region], [endpoint, 'us-east-1']);
    assert.equal(await keyOf(connection), 'AKIAOWN');
  });

  test('never AWS by accident: with no Region and nothing named, it says so', async () => {
    await assert.rejects(connect({ data: empty }, {}), NoConnection);
  });

  test('AWS, when a profile or a Region of AWS is named, also while a Region runs here', async () => {
    const files = filesOf('[profile production]\nregion = eu-north-1');
    for (const named of [{ profile: 'production' }, { region: 'eu-central-1' }]) {
      const connection = await connect({ data: running(), ...named }, files);
      assert.equal(connection.endpoint, undefined);
      assert.equal(connection.credentials, undefined);
      assert.match(connection.description, /^AWS eu-/);
    }
    const connection = await connect({ data: running() }, { ...files, AWS_PROFILE: 'production' });
    assert.equal(connection.endpoint, undefined);
  });

  test("the Region's own endpoint comes with its own credentials, unless others are named", async () => {
    const data = running();
    const endpointUrl = `${endpoint}/`;
    const own = await connect({ data, endpointUrl }, filesOf(''));
    assert.equal(await keyOf(own), 'AKIAOWN');
    assert.equal(own.region, 'us-east-1');
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'secret' };
    assert.equal(await keyOf(await connect({ data, endpointUrl }, { ...filesOf(''), ...keys })), 'AKIAOTHER');
    const mine = await connect({ data, endpointUrl, profile: 'mine' }, filesOf('[profile mine]\noutput = json'));
    assert.deepEqual([mine.profile, mine.credentials], ['mine', undefined]);
  });

  test('any other endpoint is taken as it is', async () => {
    const options = { data: running(), endpointUrl: 'http://localhost:9999', region: 'us-west-2' };
    const connection = await connect(options, filesOf(''));
    assert.equal(connection.endpoint, 'http://localhost:9999');
    assert.equal(connection.description, 'the endpoint http://localhost:9999');
  });
});

const config = `
[default]
region = default-region
[profile work]
region = work-region
endpoint_url = http://work
services = own
[profile bare]
output = json
[profile silent]
region = silent-region
endpoint_url = http://silent
ignore_configured_endpoint_urls = true
[services own]
s3 =
  endpoint_url = http://work-s3
cloudwatch_logs =
  endpoint_url = http://work-logs
`;
const credentials = `
[work]
aws_access_key_id = AKIAWORK
aws_secret_access_key = secret
[keys-only]
aws_access_key_id = AKIAONLY
aws_secret_access_key = secret
region = keys-region
`;
const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 'secret' };

/** What was given, and the Region, endpoint, profile and key that come of it; `undefined` for what is AWS's or the SDK's. */
const regions: [string, ConnectionOptions, NodeJS.ProcessEnv, string][] = [
  ['an option', { region: 'option', profile: 'work' }, { AWS_REGION: 'env', AWS_DEFAULT_REGION: 'old' }, 'option'],
  ['AWS_REGION', { profile: 'work' }, { AWS_REGION: 'env', AWS_DEFAULT_REGION: 'old' }, 'env'],
  ['AWS_DEFAULT_REGION', { profile: 'work' }, { AWS_DEFAULT_REGION: 'old' }, 'old'],
  ['the profile of an option', { profile: 'work' }, { AWS_PROFILE: 'silent' }, 'work-region'],
  ['the profile of the environment', {}, { AWS_PROFILE: 'silent' }, 'silent-region'],
  ['the profile of the credentials file', { profile: 'keys-only' }, {}, 'keys-region'],
  ['the profile default, with keys', {}, keys, 'default-region'],
  ['empty variables count as not set', { profile: 'work' }, { AWS_REGION: '', AWS_DEFAULT_REGION: '' }, 'work-region'],
];
const endpoints: [
  string,
  ConnectionOptions,
  NodeJS.ProcessEnv,
  string | undefined,
  Record<string, string> | undefined,
][] = [
  [
    'an option is for all services',
    { endpointUrl: 'http://option', profile: 'work' },
    { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_S3: 'http://env-s3' },
    'http://option',
    undefined,
  ],
  [
    'an option comes also where configured ones are ignored',
    { endpointUrl: 'http://option', profile: 'work' },
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    'http://option',
    undefined,
  ],
  [
    'the variable of a service comes before that of all, and both before the profile',
    { profile: 'work' },
    { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_SFN: 'http://env-states' },
    'http://env',
    { SFN: 'http://env-states' },
  ],
  [
    "the profile's services come before its endpoint",
    { profile: 'work' },
    {},
    'http://work',
    { S3: 'http://work-s3', CLOUDWATCH_LOGS: 'http://work-logs' },
  ],
  [
    'the variable of a service comes before the service of a profile',
    { profile: 'work' },
    { AWS_ENDPOINT_URL_S3: 'http://env-s3' },
    'http://work',
    { S3: 'http://env-s3', CLOUDWATCH_LOGS: 'http://work-logs' },
  ],
  [
    'none where the environment says to ignore them',
    { profile: 'work' },
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' },
    undefined,
    undefined,
  ],
  ['none where the profile says so', { profile: 'silent' }, { AWS_ENDPOINT_URL: 'http://env' }, undefined, undefined],
  [
    'the environment says whether, before the profile',
    { profile: 'silent' },
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    'http://silent',
    undefined,
  ],
  ["AWS's own where nothing names another", { region: 'eu-central-1' }, {}, undefined, undefined],
];
/** [profile, access key id]: `undefined` is the SDK's to find. */
const identities: [string, ConnectionOptions, NodeJS.ProcessEnv, [string | undefined, string | undefined]][] = [
  ['a profile of an option comes before keys', { profile: 'work' }, keys, ['work', undefined]],
  ['keys come before a profile of the environment', {}, { ...keys, AWS_PROFILE: 'work' }, [undefined, 'AKIAENV']],
  ['a profile of the environment', {}, { AWS_PROFILE: 'work' }, ['work', undefined]],
  ['keys alone', {}, keys, [undefined, 'AKIAENV']],
  ['nothing: the chain of the SDK', { region: 'eu-central-1' }, {}, [undefined, undefined]],
];

describe('as the AWS CLI has it', () => {
  const files = filesOf(config, credentials);
  const given = (options: ConnectionOptions, environment: NodeJS.ProcessEnv) =>
    connect({ data: empty, ...options }, { ...files, ...environment });

  for (const [name, options, environment, region] of regions)
    test(`the Region comes from ${name}`, async () => {
      assert.equal((await given(options, environment)).region, region);
    });

  for (const [name, options, environment, general, own] of endpoints)
    test(`endpoints: ${name}`, async () => {
      const connection = await given(options, environment);
      assert.deepEqual([connection.endpoint, connection.endpoints], [general, own]);
    });

  for (const [name, options, environment, identity] of identities)
    test(`credentials: ${name}`, async () => {
      const connection = await given(options, environment);
      assert.deepEqual([connection.profile, await keyOf(connection)], identity);
    });

  test('clients go to those endpoints, with those credentials', async () => {
    const clients = clientsFor(await given({ profile: 'work' }, {}));
    const address = async ({ config: { endpoint: of } }: (typeof clients)['s3' | 'ssm']) => (await of?.())?.hostname;
    assert.deepEqual([await address(clients.s3), await address(clients.ssm)], ['work-s3', 'work']);
  });

  test('a session token belongs to keys', async () => {
    const { credentials: own } = await given({}, { ...keys, AWS_SESSION_TOKEN: 'token' });
    assert.deepEqual(own, { accessKeyId: 'AKIAENV', secretAccessKey: 'secret', sessionToken: 'token' });
  });

  test('what is missing is said, with what there is', async () => {
    await assert.rejects(
      given({ profile: 'wrok' }, {}),
      /no profile wrok in .*There are: default, work, bare, silent, keys-only\.$/,
    );
    await assert.rejects(
      given({ profile: 'bare' }, {}),
      /No AWS Region is named, and the profile bare has none\. .*--region/,
    );
    await assert.rejects(given({}, { AWS_ACCESS_KEY_ID: 'AKIAENV' }), /AWS_SECRET_ACCESS_KEY is not/);
    await assert.rejects(given({ endpointUrl: 'localhost:1' }, {}), /--endpoint-url is no address: localhost:1/);
  });
});
