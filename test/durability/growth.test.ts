/** The past is forgotten in time: the data of a Region that is used for a year are no larger than after the first months. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeRole } from '../roles.ts';
import { runInstances } from './stack.ts';
import { openStandstill } from './standstill.ts';

const day = 24 * 3_600_000;

test('executions of a year, four a day, leave a file of one size', async (t) => {
  const { clients, dataDir, pass } = await openStandstill(t);
  const { ssm, states } = clients;
  const { stateMachineArn } = await states.createStateMachine({
    name: 'SSMLarge',
    roleArn: await makeRole(clients, 'Workflow', 'states.amazonaws.com'),
    definition: JSON.stringify({ StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } }),
  });
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'Often',
    Schedule: 'rate(6 hours)',
    Duration: 1,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
  });
  await ssm.registerTaskWithMaintenanceWindow({
    WindowId,
    TaskType: 'STEP_FUNCTIONS',
    TaskArn: stateMachineArn,
    TaskInvocationParameters: { StepFunctions: { Input: JSON.stringify({ text: 'x'.repeat(4000) }) } },
  });
  const sizes: number[] = [];
  for (let month = 0; month < 12; month++) {
    await pass(30 * day);
    sizes.push(statSync(join(dataDir, 'region.sqlite')).size);
  }
  const { executions = [] } = await states.listExecutions({ stateMachineArn, maxResults: 1000 });
  assert.ok(Math.abs(executions.length - 90 * 4) < 5, `${executions.length} executions are kept`);
  assert.ok(sizes[2]! > sizes[0]! + 1_000_000, 'they leave traces');
  assert.ok(sizes.at(-1)! <= sizes[3]! * 1.05, `sizes of the file, a month each: ${sizes}`);
});

test('a command is forgotten thirty days after it was sent, with what it left, when another one is', async (t) => {
  const { clients, pass } = await openStandstill(t);
  const { ssm } = clients;
  const [id] = await runInstances(clients, 1);
  await pass(60_000);
  const send = async () => {
    const parameters = { DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['true'] } };
    const { Command } = await ssm.sendCommand({ InstanceIds: [id!], ...parameters });
    await pass(60_000);
    return Command!.CommandId!;
  };
  const known = async () => (await ssm.listCommands({})).Commands!.map(({ CommandId }) => CommandId);
  const first = await send();
  await clients.ec2.stopInstances({ InstanceIds: [id!] });
  await pass(29 * day);
  await clients.ec2.startInstances({ InstanceIds: [id!] });
  await pass(60_000);
  const second = await send();
  assert.deepEqual(await known(), [second, first]);
  await clients.ec2.stopInstances({ InstanceIds: [id!] });
  await pass(day);
  await clients.ec2.startInstances({ InstanceIds: [id!] });
  await pass(60_000);
  const third = await send();
  assert.deepEqual(await known(), [third, second]);
  await assert.rejects(ssm.listCommandInvocations({ CommandId: first }), { name: 'InvalidCommandId' });
});
