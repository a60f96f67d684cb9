/**
 * The work that is under way while the Region is killed: maintenances of machines by the stack as it is deployed, and a
 * workflow whose function does something that must not be done twice.
 */
import { strToU8, zipSync } from 'fflate';
import { reaches } from '../../e2e/instances.ts';
import { until } from '../../e2e/until.ts';
import type { Clients } from '../../region.ts';
import { makeRole } from '../../roles.ts';
import { createStack, runInstances, stackName } from '../stack.ts';
import type { Standstill } from '../standstill.ts';
import type { Counter } from './counter.ts';

export interface Work {
  readonly instanceIds: readonly string[];
  /** the stack's */
  readonly maintenance: { readonly windowId: string; readonly stateMachineArn: string };
  readonly counted: { readonly windowId: string; readonly stateMachineArn: string };
  /** the state machine that the function starts, once in each execution of the other */
  readonly childArn: string;
}

/** Minutes between two openings of each window. */
export const rates = { maintenance: 30, counted: 20 };

export async function beginWork(clients: Clients, counter: Counter): Promise<Work> {
  const instanceIds = await runInstances(clients, 3);
  for (const id of instanceIds) await reaches(clients, id, 'running');
  await clients.ec2.stopInstances({ InstanceIds: instanceIds });
  for (const id of instanceIds) await reaches(clients, id, 'stopped');
  const { counted, childArn } = await makeCounted(clients, counter);
  await createStack(clients, { Schedule: `rate(${rates.maintenance} minutes)`, MaxConcurrency: '3' });
  const outputs = await until(
    'the stack stands',
    async () => (await clients.cloudformation.describeStacks({ StackName: stackName })).Stacks![0]!,
    ({ StackStatus }) => StackStatus === 'CREATE_COMPLETE',
  );
  const output = (key: string) => outputs.Outputs!.find(({ OutputKey }) => OutputKey === key)!.OutputValue!;
  const maintenance = { windowId: output('WindowId'), stateMachineArn: output('StateMachineArn') };
  return { instanceIds, maintenance, counted, childArn };
}

/** Tells the counter, starts an execution that has no name of its own, and tells the counter again. */
const code = `
const { SFN } = require('@aws-sdk/client-sfn');
exports.handler = async ({ execution, step }, { awsRequestId: requestId }) => {
  const tell = (what) =>
    fetch(process.env.COUNTER, { method: 'POST', body: JSON.stringify({ execution, step: step + what, requestId }) });
  await tell(' begins');
  if (step === 'start') await new SFN().startExecution({ stateMachineArn: process.env.CHILD, input: JSON.stringify({ execution }) });
  await tell(' ends');
};
`;

async function makeCounted(clients: Clients, counter: Counter) {
  const { lambda, states, ssm } = clients;
  const role = await makeRole(clients, 'Counted', ['states.amazonaws.com'], {
    Action: ['lambda:InvokeFunction'],
    Resource: '*',
  });
  const child = await states.createStateMachine({
    name: 'Child',
    roleArn: role,
    definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
  });
  const childArn = child.stateMachineArn!;
  const { FunctionArn } = await lambda.createFunction({
    FunctionName: 'Counting',
    Role: await makeRole(clients, 'Counting', ['lambda.amazonaws.com'], {
      Action: ['states:StartExecution', 'logs:*'],
      Resource: '*',
    }),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 60,
    Code: { ZipFile: zipSync({ 'index.js': strToU8(code) }) },
    Environment: { Variables: { COUNTER: counter.url, CHILD: childArn } },
  });
  const task = (step: string, more: object) => ({
    Type: 'Task',
    Resource: FunctionArn,
    Parameters: { 'execution.$': '$$.Execution.Id', step },
    ...more,
  });
  const { stateMachineArn } = await states.createStateMachine({
    name: 'SSMCounted',
    roleArn: role,
    definition: JSON.stringify({
      StartAt: 'Begin',
      States: {
        Begin: { Type: 'Pass', Next: 'Start' },
        Start: task('start', { Next: 'Wait' }),
        Wait: { Type: 'Wait', Seconds: 60, Next: 'Finish' },
        Finish: task('finish', { End: true }),
      },
    }),
  });
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'Counted',
    Schedule: `rate(${rates.counted} minutes)`,
    Duration: 1,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
  });
  await ssm.registerTaskWithMaintenanceWindow({ WindowId, TaskType: 'STEP_FUNCTIONS', TaskArn: stateMachineArn });
  return { counted: { windowId: WindowId!, stateMachineArn: stateMachineArn! }, childArn };
}

/** Until enough was done that something can be said of it. */
export async function enoughWork({ states }: Clients, work: Work): Promise<void> {
  for (const { stateMachineArn } of [work.maintenance, work.counted])
    await until(
      `${stateMachineArn} was run often enough`,
      async () => (await states.listExecutions({ stateMachineArn })).executions!.length,
      (count) => count >= 6,
    );
}

/** Lets nothing new begin, and what was begun come to its end. */
export async function endWork({ clients, pass }: Standstill, work: Work): Promise<void> {
  for (const { windowId } of [work.maintenance, work.counted])
    await clients.ssm.updateMaintenanceWindow({ WindowId: windowId, Enabled: false });
  await pass(2 * 3_600_000);
}
