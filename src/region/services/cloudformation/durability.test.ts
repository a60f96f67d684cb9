import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { clientsOf } from '../../../../test/region.ts';
import { roleFor, stacksOf } from './fixture.ts';

const program = join(import.meta.dirname, 'region.fixture.ts');
const size = 10;

/** A chain: each role needs the log group before it, each log group the role before it. */
const template = (name: string) =>
  Array.from({ length: size }, (_, i) => {
    const before = i === 0 ? 'first' : `!Ref Role${i - 1}`;
    return `
  Role${i}: ${roleFor('lambda.amazonaws.com', `, Description: !Ref Log${i}`)}
  Log${i}: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: !Join ["-", [${name}, "${i}", ${before}]]}}`;
  }).join('');

async function openRegion(dataDir: string) {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const { endpoint, credentials } = JSON.parse(line.value ?? '{}');
  const clients = clientsOf(endpoint, credentials);
  return {
    clients,
    ...stacksOf(clients.cloudformation),
    async kill() {
      for (const client of Object.values(clients)) client.destroy();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Kills the Region again and again while the stack is in progress, a little later each time. */
async function untilSettled(
  t: TestContext,
  dataDir: string,
  begin: (region: Awaited<ReturnType<typeof openRegion>>) => Promise<unknown>,
) {
  let kills = 0;
  for (let region = await openRegion(dataDir); ; region = await openRegion(dataDir)) {
    if (kills === 0) await begin(region);
    const lifetime = setTimeout(10 + kills * 30, 'killed' as const);
    const stack = await Promise.race([region.settled(), lifetime]);
    if (stack !== 'killed') {
      t.diagnostic(`${kills} kills`);
      return { region, stack, kills };
    }
    await region.kill();
    kills += 1;
  }
}

test('a Region that is killed while it makes and changes a stack makes nothing twice and forgets nothing', {
  timeout: 120_000,
}, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-kill-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const capabilities = { StackName: 'fleet', Capabilities: ['CAPABILITY_IAM' as const] };
  const standing = async ({ clients, physicalIds }: Awaited<ReturnType<typeof openRegion>>) => {
    const { logGroups = [] } = await clients.logs.describeLogGroups({ limit: 50 });
    const { Roles = [] } = await clients.iam.listRoles({});
    const there = [...logGroups.map((group) => group.logGroupName!), ...Roles.map((role) => role.RoleName!)];
    return { there: there.sort(), recorded: Object.values(await physicalIds()).sort() };
  };

  const made = await untilSettled(t, dataDir, ({ cloudformation }) =>
    cloudformation.createStack({ ...capabilities, TemplateBody: `Resources: ${template('a')}` }),
  );
  assert.equal(made.stack?.StackStatus, 'CREATE_COMPLETE');
  assert.ok(made.kills > 0);
  const first = await standing(made.region);
  assert.equal(first.there.length, 2 * size);
  assert.deepEqual(first.there, first.recorded);
  await made.region.kill();

  const changed = await untilSettled(t, dataDir, ({ cloudformation }) =>
    cloudformation.updateStack({ ...capabilities, TemplateBody: `Resources: ${template('b')}` }),
  );
  assert.equal(changed.stack?.StackStatus, 'UPDATE_COMPLETE');
  assert.ok(changed.kills > 0);
  const second = await standing(changed.region);
  assert.equal(second.there.length, 2 * size);
  assert.deepEqual(second.there, second.recorded);
  await changed.region.kill();
});
