/** A Region in the background: up, down and reset, which find it by its data directory. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { clientsOf } from '../region.ts';
import { launched, stateOf } from './instances.ts';
import { run } from './process.ts';
import { credentialsIn, dataDirectory } from './region-process.ts';

/** `wakepatch <command>` on this data. */
const command =
  (test: TestContext, dataDir: string) =>
  async (name: string, ...more: string[]) => {
    const ended = await run(test, [name, '--data', dataDir, ...more]);
    return { ...ended, said: `${ended.stdout}\n${ended.stderr}` };
  };

const upOptions = ['--port', '0', '--machines', 'simulated'];

/** A Region in the background that is down when the test is over. */
async function background(test: TestContext) {
  let dataDir = '';
  // Hooks run in the order in which they are set: it is down before its folder goes.
  test.after(() => run({ after() {} }, ['down', '--data', dataDir]));
  dataDir = await dataDirectory(test);
  const wakepatch = command(test, dataDir);
  const { code, stdout, stderr } = await wakepatch('up', ...upOptions);
  assert.equal(code, 0, stderr);
  return {
    dataDir,
    wakepatch,
    endpoint: stdout,
    handOver: stderr,
    clients: clientsOf(stdout, await credentialsIn(dataDir)),
  };
}

describe('a Region in the background', { concurrency: 3 }, () => {
  test('up prints its endpoint alone, and tells how to hand it to other clients', async (t) => {
    const { dataDir, endpoint, handOver, clients } = await background(t);
    assert.match(endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(handOver, new RegExp(`export AWS_ENDPOINT_URL=${endpoint}`));
    assert.match(handOver, new RegExp(`export AWS_SHARED_CREDENTIALS_FILE=${dataDir}/credentials`));
    await clients.sts.getCallerIdentity({});
  });

  test('up where one runs answers with the one that runs', async (t) => {
    const { wakepatch, endpoint } = await background(t);
    const second = await wakepatch('up', ...upOptions);
    assert.equal(second.code, 0);
    assert.equal(second.stdout, endpoint);
    assert.match(second.stderr, /^A Region runs on .* already\.$/m);
  });

  test('up that fails says why', async (t) => {
    const dataDir = await dataDirectory(t);
    await writeFile(join(dataDir, 'region.sqlite'), Buffer.alloc(8192, 'no database '));
    const { code, stderr } = await command(t, dataDir)('up', ...upOptions);
    assert.equal(code, 5);
    assert.match(stderr, /^Error: The Region did not start: .*region\.sqlite is damaged/m);
  });

  test('down stops the machines that run, then the Region', async (t) => {
    const { dataDir, wakepatch, clients } = await background(t);
    const id = await launched(clients);
    const { code, stdout } = await wakepatch('down');
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`Stopping ${id}`));
    assert.match(stdout, /The Region at http:\/\/127\.0\.0\.1:\d+ is down\./);
    assert.ok(!existsSync(join(dataDir, 'region.json')));

    const again = (await wakepatch('up', ...upOptions)).stdout;
    assert.equal(await stateOf(clientsOf(again, await credentialsIn(dataDir)), id), 'stopped');
  });

  test('down --leave-machines leaves them running', async (t) => {
    const { dataDir, wakepatch, clients } = await background(t);
    const id = await launched(clients);
    await wakepatch('down', '--leave-machines');
    const again = (await wakepatch('up', ...upOptions)).stdout;
    assert.equal(await stateOf(clientsOf(again, await credentialsIn(dataDir)), id), 'running');
  });

  test('down where none runs says so', async (t) => {
    const { code, stdout } = await command(t, await dataDirectory(t))('down');
    assert.equal(code, 0);
    assert.match(stdout, /^No Region runs on .*\.$/);
  });

  test('down ends no process that merely has the number of a Region that died', async (t) => {
    const dataDir = await dataDirectory(t);
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    t.after(() => stranger.kill());
    const file = { pid: stranger.pid, endpoint: 'http://127.0.0.1:9', region: 'us-east-1', account: '1', machines: '' };
    await writeFile(join(dataDir, 'region.json'), JSON.stringify(file));
    await command(t, dataDir)('down', '--leave-machines');
    assert.equal(stranger.signalCode, null, 'it was ended');
  });

  test('reset asks first, and without a terminal it wants to be told', async (t) => {
    const { dataDir, wakepatch, clients } = await background(t);
    const { code, stderr } = await wakepatch('reset');
    assert.equal(code, 2);
    assert.match(stderr, /^Error: Remove the Region in .*say --yes\.$/m);
    assert.ok(existsSync(join(dataDir, 'region.sqlite')));
    await clients.sts.getCallerIdentity({});
  });

  test('reset ends the Region, and removes what it had and nothing else', async (t) => {
    const { dataDir, wakepatch, clients } = await background(t);
    await launched(clients);
    await writeFile(join(dataDir, 'letters.txt'), 'mine');
    const { code, stdout, stderr } = await wakepatch('reset', '--yes');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Removed the Region in .* and 1 machine\.$/m);
    assert.deepEqual(await readdir(dataDir), ['letters.txt']);
    assert.equal(await readFile(join(dataDir, 'letters.txt'), 'utf8'), 'mine');
    await assert.rejects(clients.sts.getCallerIdentity({}), { code: 'ECONNREFUSED' });
  });

  test('reset touches no folder that holds no Region', async (t) => {
    const dataDir = await dataDirectory(t);
    await writeFile(join(dataDir, 'credentials'), 'mine');
    const { code, stderr } = await command(t, dataDir)('reset', '--yes');
    assert.equal(code, 5);
    assert.match(stderr, /^Error: .* holds no Region: nothing was removed\./m);
    assert.deepEqual(await readdir(dataDir), ['credentials']);
  });
});
