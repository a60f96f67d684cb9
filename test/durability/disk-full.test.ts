/** A disk that runs full under a Region: a small file system of its own, which only its process sees. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dataDirectory } from '../e2e/region-process.ts';
import { until } from '../e2e/until.ts';
import { clientsOf } from '../region.ts';
import { makeRole } from '../roles.ts';

const program = fileURLToPath(new URL('../../bin/wakepatch', import.meta.url));

/** Runs a command where `folder` is a disk of twelve megabytes, four of which are taken by a file that can be removed. */
const onSmallDisk = (folder: string, command: readonly string[]): string[] => [
  ...['--user', '--map-root-user', '--mount', 'sh', '-c'],
  'mount -t tmpfs -o size=12m tmpfs "$0" && head -c 4194304 /dev/zero > "$0/ballast" && exec "$@"',
  ...[folder, ...command],
];

/** bytes */
const roomLeft = 256 * 1024;

const possible = spawnSync('unshare', onSmallDisk('/mnt', ['true'])).status === 0;

async function startOnSmallDisk(t: TestContext) {
  const dataDir = await dataDirectory(t);
  const options = [
    '--port',
    '0',
    '--data',
    dataDir,
    '--machines',
    'simulated',
    '--credentials',
    'A'.repeat(16).concat(':secretsecret'),
  ];
  const child = spawn('unshare', onSmallDisk(dataDir, [program, 'up', '--foreground', ...options]), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const endpoint = await new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once('line', resolve),
  );
  /** The small disk, seen from outside of the process's own view. */
  const disk = () => `/proc/${child.pid}/root${dataDir}`;
  const credentials = { accessKeyId: 'A'.repeat(16), secretAccessKey: 'secretsecret' };
  return {
    said,
    clients: clientsOf(endpoint, credentials),
    /** Leaves room for a few more transactions. */
    fill() {
      const { bavail, bsize } = statfsSync(disk());
      writeFileSync(`${disk()}/filler`, Buffer.alloc(bavail * bsize - roomLeft));
    },
    makeRoom: () => rmSync(`${disk()}/ballast`),
  };
}

const skip = !possible && 'this system lets nobody mount a disk of their own';

test('on a full disk the Region says so, answers what it knows, and goes on when there is room', {
  skip,
}, async (t) => {
  const { clients, said, fill, makeRoom } = await startOnSmallDisk(t);
  const { ssm, states } = clients;
  const { stateMachineArn } = await states.createStateMachine({
    name: 'Second',
    roleArn: await makeRole(clients, 'Any', 'states.amazonaws.com'),
    definition: JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 20, End: true } } }),
  });
  const put = (index: number) => ssm.putParameter({ Name: `/large/${index}`, Value: 'x'.repeat(4000), Type: 'String' });
  const { executionArn } = await states.startExecution({ stateMachineArn });
  fill();
  let count = 0;
  await assert.rejects(
    async () => {
      for (; ; count++) await put(count);
    },
    (error: Error) => {
      assert.equal(error.name, 'ServiceUnavailable');
      assert.match(
        error.message,
        /^There is no room left for .*region\.sqlite: its disk is full\. Nothing was lost: make room, /,
      );
      return true;
    },
  );
  assert.equal((await ssm.getParameter({ Name: `/large/${count - 1}` })).Parameter!.Value!.length, 4000);
  await assert.rejects(ssm.getParameter({ Name: `/large/${count}` }), { name: 'ParameterNotFound' });
  await until(
    'the timer could not fire',
    async () => said.join('\n'),
    (text) => /timer states\/\S+ .* failed and will be tried again: There is no room/.test(text),
  );
  makeRoom();
  await put(count);
  await until(
    'the execution ends',
    async () => (await states.describeExecution({ executionArn })).status,
    (status) => status === 'SUCCEEDED',
  );
});
