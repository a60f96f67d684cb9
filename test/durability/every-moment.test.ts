/** A task that sends a command is cut off at every moment there is, and goes on: the command is sent once. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { reaches } from '../e2e/instances.ts';
import { dataDirectory } from '../e2e/region-process.ts';
import { until } from '../e2e/until.ts';
import { type Clients, openTestRegion } from '../region.ts';
import { makeRole } from '../roles.ts';
import { copiesOf } from './copies.ts';
import { runInstances } from './stack.ts';

/** Looks, sends the command, and looks again: each of its requests may be the last one. */
const code = `
const { SSM } = require('@aws-sdk/client-ssm');
const ssm = new SSM();
exports.handler = async ({ id }) => {
  const before = (await ssm.listCommands({})).Commands.length;
  const { Command } = await ssm.sendCommand({
    InstanceIds: [id], DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['echo one', 'echo two'] } });
  const after = (await ssm.listCommands({})).Commands.length;
  return { before, after, commandId: Command.CommandId };
};
`;

/** An instance that takes commands, and a state machine whose one task sends it one. */
async function prepareTask(clients: Clients) {
  const { lambda, states, ssm } = clients;
  const [id = ''] = await runInstances(clients, 1);
  await reaches(clients, id, 'running');
  await until(
    'the agent reports',
    async () => (await ssm.describeInstanceInformation({})).InstanceInformationList![0]?.PingStatus,
    (status) => status === 'Online',
  );
  const role = await makeRole(clients, 'Sending', ['lambda.amazonaws.com', 'states.amazonaws.com'], {
    Action: ['*'],
    Resource: '*',
  });
  const { FunctionArn } = await lambda.createFunction({
    FunctionName: 'Sending',
    Role: role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 60,
    Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
  });
  const { stateMachineArn } = await states.createStateMachine({
    name: 'Sending',
    roleArn: role,
    definition: JSON.stringify({
      StartAt: 'Send',
      States: { Send: { Type: 'Task', Resource: FunctionArn, End: true } },
    }),
  });
  return { stateMachineArn: stateMachineArn!, input: JSON.stringify({ id }) };
}

/** What everything has come to: the task's answer, and all commands there are. Undefined before the execution has begun. */
async function theEnd({ states, ssm }: Clients, stateMachineArn: string) {
  const { executions = [] } = await states.listExecutions({ stateMachineArn });
  if (executions.length === 0) return undefined;
  const { executionArn } = executions[0]!;
  const { status, output, cause } = await until(
    'the execution ends',
    () => states.describeExecution({ executionArn }),
    (execution) => execution.status !== 'RUNNING',
  );
  assert.equal(status, 'SUCCEEDED', cause);
  const commands = await until(
    'the commands end',
    async () => (await ssm.listCommands({})).Commands!,
    (all) => all.every(({ Status }) => Status === 'Success'),
  );
  const answer = JSON.parse(output!) as { before: number; after: number; commandId: string };
  return { answer, sent: commands.map(({ CommandId }) => CommandId) };
}

test('a task that is cut off at any moment sends its command once, and sees it once', async (t) => {
  const dataDir = await dataDirectory(t);
  const [given, folder] = [join(dataDir, 'given'), join(dataDir, 'copies')];
  mkdirSync(folder);
  const copies = copiesOf(t, given, folder);
  const region = await openTestRegion({ dataDir: given });
  t.after(() => region.close());
  const { stateMachineArn, input } = await prepareTask(region.clients);
  copies.begin();
  await region.clients.states.startExecution({ stateMachineArn, input });
  const found = [await theEnd(region.clients, stateMachineArn)];
  for (const moment of copies.end()) {
    const again = await openTestRegion({ dataDir: moment });
    try {
      found.push(await theEnd(again.clients, stateMachineArn));
    } finally {
      await again.close();
    }
  }
  const begun = found.filter((end) => end !== undefined);
  for (const { answer, sent } of begun)
    assert.deepEqual([answer.before, answer.after, sent], [0, 1, [answer.commandId]]);
  t.diagnostic(`cut off at ${begun.length - 1} moments`);
  assert.ok(begun.length > 10);
});
