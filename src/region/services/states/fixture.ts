import type { CreateStateMachineCommandInput, DescribeExecutionCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { SFN } from '@aws-sdk/client-sfn';
import { openTestRegion, type TestRegion, type TestRegionOptions } from '../../../../test/region.ts';

export const states = 'arn:aws:states:us-east-1:123456789012';

export interface RegionWithRole extends TestRegion {
  readonly roleArn: string;
  /** Whose synchronous calls go to the endpoint itself, not to a host of their own name. */
  readonly sync: SFN;
  /** Lets the role of state machines do something. */
  allow(action: string | string[], resource?: string): Promise<void>;
  /** @returns the ARN of a new state machine */
  machine(name: string, definition: object, more?: Partial<CreateStateMachineCommandInput>): Promise<string>;
  /** @returns the ARN of a new execution */
  start(stateMachineArn: string, input?: unknown, name?: string): Promise<string>;
  ended(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** Runs a new state machine to its end. */
  run(name: string, definition: object, input?: unknown): Promise<DescribeExecutionCommandOutput>;
}

/** A Region in simulated time with a role for state machines, which may do what `allow` says. */
export async function openRegionWithRole(options: TestRegionOptions = {}): Promise<RegionWithRole> {
  const region = await openTestRegion(options);
  const { iam, states: client } = region.clients;
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.createRole({
    RoleName: 'Workflow',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
  });
  const roleArn = Role?.Arn ?? '';
  const sync = new SFN({
    endpoint: region.endpoint,
    credentials: region.region.credentials,
    region: 'us-east-1',
    maxAttempts: 1,
    disableHostPrefix: true,
  });
  let policies = 0;

  const self: RegionWithRole = {
    ...region,
    roleArn,
    sync,
    async allow(action, resource = '*') {
      await iam.putRolePolicy({
        RoleName: 'Workflow',
        PolicyName: `Allow${++policies}`,
        PolicyDocument: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] }),
      });
    },
    async machine(name, definition, more) {
      const { stateMachineArn } = await client.createStateMachine({
        name,
        roleArn,
        definition: JSON.stringify(definition),
        ...more,
      });
      return stateMachineArn ?? '';
    },
    async start(stateMachineArn, input = {}, name) {
      const { executionArn } = await client.startExecution({ stateMachineArn, name, input: JSON.stringify(input) });
      return executionArn ?? '';
    },
    async ended(executionArn) {
      for (;;) {
        const execution = await client.describeExecution({ executionArn });
        if (execution.status !== 'RUNNING') return execution;
      }
    },
    async history(executionArn) {
      const { events } = await client.getExecutionHistory({ executionArn, maxResults: 1000 });
      return events ?? [];
    },
    async run(name, definition, input) {
      return self.ended(await self.start(await self.machine(name, definition), input));
    },
    async close() {
      sync.destroy();
      await region.close();
    },
  };
  return self;
}

/** A definition with one state. */
export const only = (state: object, name = 'Only'): object => ({
  StartAt: name,
  States: { [name]: { End: true, ...state } },
});

/** A Task state that calls a resource. */
export const task = (resource: string, Parameters: object = {}, more: object = {}): object => ({
  Type: 'Task',
  Resource: resource.startsWith('arn:') ? resource : `arn:aws:states:::${resource}`,
  Parameters,
  ...more,
});
