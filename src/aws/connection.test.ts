import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { connect, NoConnection } from './connection.ts';
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

describe('which AWS a command speaks to', () => {
  test('the Region that runs, with its own credentials, when nothing else is named', async () => {
    const connection = connect({ data: running() }, {});
    assert.deepEqual([connection.endpoint, connection.region], [endpoint, 'us-east-1']);
    assert.equal((await connection.credentials?.())?.accessKeyId, 'AKIAOWN');
  });

  test('never AWS by accident: with no Region and nothing named, it says so', () => {
    assert.throws(() => connect({ data: empty }, {}), NoConnection);
  });

  test('AWS, when a profile or a Region of AWS is named, also while a Region runs here', () => {
    for (const named of [{ profile: 'production' }, { region: 'eu-central-1' }]) {
      const connection = connect({ data: running(), ...named }, {});
      assert.equal(connection.endpoint, undefined);
      assert.equal(connection.credentials, undefined);
      assert.match(connection.description, /^AWS/);
    }
    assert.equal(connect({ data: running() }, { AWS_PROFILE: 'production' }).endpoint, undefined);
  });

  test("the Region's own endpoint comes with its own credentials, unless others are named", () => {
    const data = running();
    assert.ok(connect({ data, endpointUrl: endpoint }, {}).credentials);
    assert.equal(connect({ data, endpointUrl: endpoint }, { AWS_ACCESS_KEY_ID: 'AKIAOTHER' }).credentials, undefined);
    assert.equal(connect({ data, endpointUrl: endpoint, profile: 'mine' }, {}).profile, 'mine');
  });

  test('any other endpoint is taken as it is', () => {
    const connection = connect({ data: running(), endpointUrl: 'http://localhost:9999' }, {});
    assert.equal(connection.endpoint, 'http://localhost:9999');
    assert.equal(connection.description, 'the endpoint http://localhost:9999');
  });
});
