/** What keeps a Region from beginning: each is said in a sentence with the way out, and damages nothing. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { findProgram } from '../../src/region/machines/host-programs.ts';
import { run } from './process.ts';
import { dataDirectory, startRegion } from './region-process.ts';

/** A command that fails says so in sentences, not in a stack, and by its exit code. */
function refuses({ code, stderr }: { code: unknown; stderr: string }, sentence: RegExp, expected = 5): void {
  assert.equal(code, expected, stderr);
  assert.match(stderr, sentence);
  assert.doesNotMatch(stderr, /^\s+at .*:\d+:\d+\)?$/m, 'a stack is no sentence');
}

/** Asks for a Region on simulated machines, unless `more` says otherwise. */
const up = (test: TestContext, dataDir: string, ...more: string[]) =>
  run(test, ['up', '--foreground', '--port', '0', '--data', dataDir, '--machines', 'simulated', ...more]);

/** An open port of somebody else. */
async function occupiedPort(test: TestContext): Promise<number> {
  const server = createServer();
  test.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

/** The database of a Region that has ended. */
async function databaseOf(test: TestContext, dataDir: string): Promise<string> {
  await (await startRegion(test, { dataDir })).stop();
  return join(dataDir, 'region.sqlite');
}

/** What a process sees on a machine that has only what `bin/wakepatch` itself needs. */
async function bareMachine(home: string): Promise<Record<string, string | undefined>> {
  const programs = join(home, 'bin');
  await mkdir(programs);
  for (const name of ['sh', 'node', 'dirname', 'readlink'])
    await symlink(findProgram(name) ?? assert.fail(name), join(programs, name));
  return { PATH: programs, HOME: home, XDG_RUNTIME_DIR: home, DOCKER_HOST: undefined };
}

describe('a Region does not begin when', { concurrency: 3 }, () => {
  test('another Region has the data', async (t) => {
    const dataDir = await dataDirectory(t);
    const first = await startRegion(t, { dataDir });
    refuses(await up(t, dataDir), /^Error: Another Region has .*region\.sqlite open\. .*'wakepatch down'.*--data\.$/m);
    await first.clients.ssm.putParameter({ Name: '/after', Value: 'value', Type: 'String' });
    assert.match(
      (await run(t, ['down', '--data', dataDir])).stdout,
      /is down/,
      'the first is still the one to be found',
    );
    assert.equal(await first.ended, 0);
    const second = await startRegion(t, { dataDir });
    assert.equal((await second.clients.ssm.getParameter({ Name: '/after' })).Parameter?.Value, 'value');
  });

  test('the port is in use', async (t) => {
    const dataDir = await dataDirectory(t);
    const port = String(await occupiedPort(t));
    refuses(
      await up(t, dataDir, '--port', port),
      new RegExp(`^Error: The port ${port} on 127.0.0.1 is in use\\. .*--port 0`, 'm'),
    );
    await startRegion(t, { dataDir });
  });

  test('the database is no database', async (t) => {
    const dataDir = await dataDirectory(t);
    const file = join(dataDir, 'region.sqlite');
    const damaged = Buffer.alloc(8192, 'this was a database once ');
    await writeFile(file, damaged);
    refuses(await up(t, dataDir), /^Error: .*region\.sqlite is damaged .*left as it is.*'wakepatch reset'\.$/m);
    assert.deepEqual(await readFile(file), damaged);
  });

  test('the database is damaged in the middle', async (t) => {
    const dataDir = await dataDirectory(t);
    const file = await databaseOf(t, dataDir);
    const damaged = await readFile(file);
    damaged.fill(0xa5, 4096, 3 * 4096);
    await writeFile(file, damaged);
    refuses(await up(t, dataDir), /^Error: .*region\.sqlite is damaged .*left as it is.*'wakepatch reset'\.$/m);
    assert.ok(damaged.equals(await readFile(file)), 'it was changed');
  });

  test('the database was written by a newer wakepatch', async (t) => {
    const dataDir = await dataDirectory(t);
    const file = await databaseOf(t, dataDir);
    const database = new DatabaseSync(file);
    database.exec("UPDATE core_versions SET version = 999 WHERE owner = 'ec2'");
    database.close();
    refuses(await up(t, dataDir), /^Error: The data was written by a newer wakepatch .*Use that version/m);
    const kept = new DatabaseSync(file);
    assert.equal(kept.prepare("SELECT version FROM core_versions WHERE owner = 'ec2'").get()?.version, 999);
    kept.close();
  });

  test('the data are not its to write', async (t) => {
    const dataDir = await dataDirectory(t);
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    refuses(await up(t, join(file, 'data')), /^Error: The data directory .*data cannot be used .*--data\.$/m);
  });

  test('there is no such kind of machine', async (t) => {
    refuses(
      await up(t, await dataDirectory(t), '--machines', 'laptop'),
      /^Error: --machines laptop is not known\. Choose one of container, vm, simulated\.$/m,
      2,
    );
  });

  test('there is no engine for the machines that are wanted', async (t) => {
    const dataDir = await dataDirectory(t);
    const environment = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    refuses(
      await run(t, ['up', '--foreground', '--data', dataDir, '--machines', 'container'], { environment }),
      /^Error: container: DOCKER_HOST names unix:\/\/\/nowhere\/docker\.sock, where no engine answers: .* Start that engine or unset DOCKER_HOST\.$/m,
    );
    assert.deepEqual(await readdir(dataDir), []);
  });

  const engines = ['/var/run/docker.sock', '/run/podman/podman.sock'].filter((socket) => existsSync(socket));
  test('no engine is installed', { skip: engines.length > 0 && `${engines} is there` }, async (t) => {
    const dataDir = await dataDirectory(t);
    const environment = await bareMachine(dataDir);
    refuses(
      await run(t, ['up', '--foreground', '--data', join(dataDir, 'data'), '--machines', 'container'], { environment }),
      /^Error: container: No container engine answers, and Podman is not installed\. .*apt-get install podman [\w ]+\)\.$/m,
    );
  });

  const wrong = [
    ['--port', 'http', /--port http is no port\. Give a number from 0 to 65535\./],
    ['--account', '12', /--account 12 is no account id\. Give twelve digits\./],
    ['--credentials', 'short:secret', /--credentials must be KEY:SECRET/],
    ['--time', 'yesterday', /--time yesterday is not known\. Choose one of real, simulated\./],
    ['--sped', 'up', /no option --sped\. Did you mean --seed\?/],
  ] as const;
  for (const [option, value, sentence] of wrong)
    test(`${option} ${value} means nothing`, async (t) => {
      const dataDir = await dataDirectory(t);
      refuses(await up(t, dataDir, option, value), sentence, 2);
      assert.deepEqual(await readdir(dataDir), []);
    });
});
