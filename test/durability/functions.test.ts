/** A function that is cut off in the middle runs again, and asks for the same again: it is answered as it was. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { until } from '../e2e/until.ts';
import { clientsOf, openTestRegion } from '../region.ts';
import { makeRole } from '../roles.ts';

/**
 * Looks whether there is a parameter, makes it, starts an execution, and writes down what it has come to; the first time it
 * never ends. Three kinds of requests: one that fails, one that changes something, one with a token of the SDK's.
 */
const code = `
const { appendFileSync, existsSync } = require('node:fs');
const { SSM } = require('@aws-sdk/client-ssm');
const { SFN } = require('@aws-sdk/client-sfn');
const ssm = new SSM();
exports.handler = async ({ child, file }, { awsRequestId }) => {
  const first = !existsSync(file);
  const before = await ssm.getParameter({ Name: '/made' }).then(() => 'there', ({ name }) => name);
  await ssm.putParameter({ Name: '/made', Value: 'by a function', Type: 'String' });
  const { executionArn } = await new SFN().startExecution({ stateMachineArn: child });
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'Made', Schedule: 'at(2000-01-01T00:00:00)', Duration: 1, Cutoff: 0, AllowUnassociatedTargets: true });
  appendFileSync(file, JSON.stringify({ awsRequestId, before, executionArn, WindowId }) + '\\n');
  if (first) await new Promise(() => setInterval(() => {}, 1000));
  return 'done';
};
`;

test('a function that is run again, because the Region ended under it, does nothing twice and sees nothing else', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-functions-'));
  t.after(() => rm(dataDir, { recursive: true }));
  const file = join(dataDir, 'told');
  const told = async () =>
    (await readFile(file, 'utf8').catch(() => '')).split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));

  const first = await openTestRegion({ dataDir });
  const role = await makeRole(first.clients, 'All', ['lambda.amazonaws.com', 'states.amazonaws.com'], {
    Action: ['*'],
    Resource: '*',
  });
  const { stateMachineArn: child } = await first.clients.states.createStateMachine({
    name: 'Child',
    roleArn: role,
    definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
  });
  const { FunctionArn } = await first.clients.lambda.createFunction({
    FunctionName: 'CutOff',
    Role: role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 60,
    Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
  });
  const parent = await first.clients.states.createStateMachine({
    name: 'Parent',
    roleArn: role,
    definition: JSON.stringify({
      StartAt: 'Task',
      States: { Task: { Type: 'Task', Resource: FunctionArn, End: true } },
    }),
  });
  const { executionArn } = await first.clients.states.startExecution({
    stateMachineArn: parent.stateMachineArn!,
    input: JSON.stringify({ child, file }),
  });
  await until('the function has done its work', told, ({ length }) => length === 1);
  await first.close();

  const second = await openTestRegion({ dataDir });
  t.after(() => second.close());
  const { states, ssm } = second.clients;
  const { status, output } = await until(
    'the execution ends',
    () => states.describeExecution({ executionArn }),
    (execution) => execution.status !== 'RUNNING',
  );
  assert.deepEqual([status, output], ['SUCCEEDED', '"done"']);
  const [once, again, ...more] = await told();
  assert.deepEqual(more, []);
  assert.equal(once.before, 'ParameterNotFound');
  assert.deepEqual(again, once);
  assert.equal((await states.listExecutions({ stateMachineArn: child })).executions!.length, 1);
  assert.equal((await ssm.describeMaintenanceWindows({})).WindowIdentities!.length, 1);
});

test('a function that outlives its Region has no say in the next one', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wakepatch-functions-'));
  t.after(() => rm(dataDir, { recursive: true }));
  const first = await openTestRegion({ dataDir });
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];
  await first.clients.lambda.createFunction({
    FunctionName: 'Telling',
    Role: await makeRole(first.clients, 'All', ['lambda.amazonaws.com'], { Action: ['*'], Resource: '*' }),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: {
      ZipFile: zipSync({
        'index.js': strToU8(`exports.handler = async () => ${JSON.stringify(names)}.map((name) => process.env[name]);`),
      }),
    },
  });
  const { Payload } = await first.clients.lambda.invoke({ FunctionName: 'Telling' });
  const [accessKeyId, secretAccessKey, sessionToken] = JSON.parse(Buffer.from(Payload!).toString()) as string[];
  const credentials = { accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey!, sessionToken: sessionToken! };
  const whoIs = (endpoint: string) => clientsOf(endpoint, credentials).sts.getCallerIdentity({});
  assert.match((await whoIs(first.endpoint)).Arn!, /assumed-role\/All\/Telling$/);
  await first.close();

  const second = await openTestRegion({ dataDir });
  t.after(() => second.close());
  await assert.rejects(whoIs(second.endpoint), { name: 'InvalidClientTokenId' });
});
