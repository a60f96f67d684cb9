/** The runs by which the stack's rights are used: each as small as can be, and what is seen of it afterwards. */

import type { ResourceQuery } from '@aws-sdk/client-resource-groups';
import { TAG } from '../../../src/maintenance/rules/tags.ts';
import type { Behaviour } from '../../../src/region/machines/simulated/behaviour.ts';
import { workflowsOf } from '../../e2e/maintenance.ts';
import { until } from '../../e2e/until.ts';
import { STACK } from './grants.ts';
import { EVERYTHING, GROUP, MEMBERS, open, VOLUME_KEY, type World } from './world.ts';

/** What is seen of a run, without what differs each time: plain JSON. */
export type Seen = Readonly<Record<string, unknown>>;

export interface Errand {
  /** the instances that it works on, all found stopped */
  readonly machines: readonly Behaviour[];
  /** by which their volumes are encrypted */
  readonly volumeKey?: string;
  run(world: World, ids: readonly string[]): Promise<Seen>;
}

/** PatchInstance on one instance that has a snapshot of an earlier run, in a window that is open. */
export const instance: Errand = {
  machines: [{}],
  async run(world, [instanceId = '']) {
    await takeOldSnapshot(world, instanceId);
    return patchInstance(world, instanceId);
  },
};

/** The instance's volume is encrypted with a key of the customer's own. */
export const encrypted: Errand = {
  machines: [{}],
  volumeKey: VOLUME_KEY,
  run: (world, [instanceId = '']) => patchInstance(world, instanceId),
};

/** The patching fails, so that patches are missing afterwards. */
export const failing: Errand = {
  machines: [{ diskFull: true }],
  run: (world, [instanceId = '']) => patchInstance(world, instanceId),
};

/** Somebody protects the instance against being stopped while it is patched. */
const meanwhileProtected = (patch: (world: World, instanceId: string) => Promise<Seen>): Errand => ({
  machines: [{}],
  async run(world, [instanceId = '']) {
    const { clients } = world.fleet;
    const protect = (Value: string) =>
      clients.ec2.modifyInstanceAttribute({ InstanceId: instanceId, Attribute: 'disableApiStop', Value });
    const listening = world.listening.onRequired;
    let done: Promise<unknown> | undefined;
    world.listening.onRequired = (required) => {
      listening(required);
      if (required.action === 'ec2:StartInstances')
        done ??= new Promise((begin) => setImmediate(() => begin(protect('true'))));
    };
    const seen = await patch(world, instanceId);
    world.listening.onRequired = listening;
    await done;
    await protect('false');
    return seen;
  },
});

/** A run of two, a canary first. */
export const fleet: Errand = {
  machines: [{}, {}],
  async run(world, ids) {
    for (const id of ids) await takeOldSnapshot(world, id);
    return patchFleet(world, ids);
  },
};

export const protectedMeanwhile = meanwhileProtected(patchInstance);
export const protectedInFleet = meanwhileProtected((world, instanceId) => patchFleet(world, [instanceId]));

/** The stack's window opens, and the one instance is excluded. */
export const windowOpens: Errand = {
  machines: [{}],
  async run(world, ids) {
    const { clients, outputs } = world.fleet;
    const { ssm, states } = clients;
    await clients.ec2.createTags({ Resources: [...ids], Tags: [{ Key: 'wakepatch:exclude', Value: '' }] });
    const told = hear(world);
    const WindowExecutionId = await open(world, outputs.WindowId);
    const { Status } = await until(
      'the window closes',
      () => ssm.getMaintenanceWindowExecution({ WindowExecutionId }),
      (execution) => !/PENDING|IN_PROGRESS/.test(execution.Status!),
    );
    const stateMachineArn = outputs.PatchFleetArn;
    const { executions: [latest] = [] } = await states.listExecutions({ stateMachineArn, maxResults: 1 });
    const fresh = latest && world.fleet.now() - latest.startDate!.getTime() < DAY;
    return { window: Status, ...(fresh && (await endOf(world, latest.executionArn!, ids))), told: told() };
  },
};

/** An instance is awake whose lease has expired. */
export const sweep: Errand = {
  machines: [{}],
  async run(world, ids) {
    const { clients, now } = world.fleet;
    const told = hear(world);
    await clients.ec2.startInstances({ InstanceIds: [...ids] });
    await until(
      'it runs',
      () => statesOf(world, ids),
      ([state]) => state === 'running',
    );
    // It expires for this sweep, not for those that the stack's own rule calls meanwhile.
    const expires = now() + DAY / 2;
    const Tags = [{ Key: `${TAG.lease}gone`, Value: `stopped ${new Date(expires).toISOString()}` }];
    await clients.ec2.createTags({ Resources: [...ids], Tags });
    const { error, stopped, failed } = await callSweeper(world, expires);
    return { error, stopped: stopped?.length, failed: failed?.length, tags: await tagsOf(world, ids), told: told() };
  },
};

/** A function of the role is called, in an environment of its own, and logs. */
export const logs = (functionName: string): Errand => ({
  machines: [],
  async run({ fleet: { clients } }) {
    const { lambda } = clients;
    const { StackResourceDetail } = await clients.cloudformation.describeStackResource({
      StackName: STACK,
      LogicalResourceId: functionName,
    });
    const FunctionName = StackResourceDetail!.PhysicalResourceId!;
    const { LoggingConfig } = await lambda.getFunctionConfiguration({ FunctionName });
    const logGroupName = LoggingConfig!.LogGroup!;
    await lambda.updateFunctionConfiguration({ FunctionName, MemorySize: 256 });
    // An answer is an answer, also when it is that there is no instance in the event.
    const { LogResult } = await lambda.invoke({ FunctionName, Payload: Buffer.from('{}'), LogType: 'Tail' });
    const [, requestId] = /RequestId: (\S+)/.exec(Buffer.from(LogResult!, 'base64').toString()) ?? [];
    const { events = [] } = await clients.logs.filterLogEvents({ logGroupName });
    // All functions share the group.
    const written = events.some(({ message }) => message!.includes(`RequestId: ${requestId}`));
    return { logged: requestId !== undefined, written };
  },
});

const DAY = 86_400_000;

/** Calls the sweeper as its rule would. @param time milliseconds since epoch */
export async function callSweeper({ fleet: { clients, outputs } }: World, time: number) {
  const { Payload, FunctionError } = await clients.lambda.invoke({
    FunctionName: outputs.LeaseSweeperFunction,
    Payload: Buffer.from(JSON.stringify({ time: new Date(time).toISOString() })),
  });
  const answer = JSON.parse(Buffer.from(Payload!).toString()) as { stopped?: string[]; failed?: string[] };
  return { error: FunctionError, ...answer };
}

/** EC2's states of the instances, in their order. */
export async function statesOf({ fleet: { clients } }: World, ids: readonly string[]): Promise<string[]> {
  if (!ids.length) return [];
  const { Reservations = [] } = await clients.ec2.describeInstances({ InstanceIds: [...ids] });
  const found = Reservations.flatMap(({ Instances = [] }) => Instances);
  return ids.map((id) => found.find(({ InstanceId }) => InstanceId === id)!.State!.Name!);
}

async function patchInstance(world: World, instanceId: string): Promise<Seen> {
  const { clients, outputs } = world.fleet;
  const told = hear(world);
  const windowExecutionId = await open(world, world.ownWindow);
  const { executionArn } = await clients.states.startExecution({
    stateMachineArn: outputs.PatchInstanceArn,
    input: JSON.stringify({ instanceId, windowExecutionId }),
  });
  return { ...(await endOf(world, executionArn!, [instanceId])), told: told() };
}

async function patchFleet(world: World, ids: readonly string[]): Promise<Seen> {
  const { clients, outputs, now } = world.fleet;
  const told = hear(world);
  const { executionArn } = await clients.states.startExecution({
    stateMachineArn: outputs.PatchFleetArn,
    input: JSON.stringify({ end: new Date(now() + DAY / 2).toISOString() }),
  });
  return { ...(await endOf(world, executionArn!, ids)), told: told() };
}

async function takeOldSnapshot({ fleet: { clients } }: World, instanceId: string): Promise<void> {
  const { Reservations } = await clients.ec2.describeInstances({ InstanceIds: [instanceId] });
  const [volume] = Reservations![0]!.Instances![0]!.BlockDeviceMappings!;
  const Tags = [{ Key: 'wakepatch:snapshot', Value: instanceId }];
  const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags }];
  await clients.ec2.createSnapshot({ VolumeId: volume!.Ebs!.VolumeId, TagSpecifications });
}

/** @returns what has been told until then, sorted */
function hear({ listening }: World): () => string[] {
  const told: string[] = [];
  listening.onTold = (what) => told.push(what);
  return () => told.toSorted();
}

/** What an execution has come to, and what it left. */
async function endOf(world: World, executionArn: string, ids: readonly string[]): Promise<Seen> {
  const { clients, outputs } = world.fleet;
  const { status, error, startDate } = await until(
    'the execution ends',
    () => clients.states.describeExecution({ executionArn }),
    (execution) => execution.status !== 'RUNNING',
  );
  const Prefix = `runs/${startDate!.toISOString().slice(0, 10)}/${executionArn.split(':').at(-1)}/`;
  const { Contents = [] } = await clients.s3.listObjectsV2({ Bucket: outputs.EvidenceBucketName, Prefix });
  const keys = Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
  const evidence = await Promise.all(
    ids.map(async (id) => {
      if (!keys.includes(`instances/${id}.json`)) return undefined;
      const Key = `${Prefix}instances/${id}.json`;
      const { Body } = await clients.s3.getObject({ Bucket: outputs.EvidenceBucketName, Key });
      const { outcome, reason, error, missing = [] } = JSON.parse(await Body!.transformToString());
      return { outcome, reason, error, missing: missing.length };
    }),
  );
  return {
    status,
    error,
    evidence,
    report: keys.includes('report.json'),
    tags: await tagsOf(world, ids),
    snapshots: await snapshotsOf(world, ids),
  };
}

/** Which tags of wakepatch each instance has: leases without their names, and the outcome. */
async function tagsOf({ fleet: { clients } }: World, ids: readonly string[]): Promise<string[][]> {
  const Filters = [{ Name: 'resource-id', Values: [...ids] }];
  const { Tags = [] } = await clients.ec2.describeTags({ Filters });
  return ids.map((id) =>
    Tags.filter(({ ResourceId, Key }) => ResourceId === id && Key!.startsWith('wakepatch:'))
      .map(({ Key, Value }) => (Key === TAG.outcome ? Value! : Key!.split(':').slice(0, 2).join(':')))
      .sort(),
  );
}

/** How many snapshots there are of each instance. */
async function snapshotsOf({ fleet: { clients } }: World, ids: readonly string[]): Promise<number[]> {
  const Filters = [{ Name: 'tag:wakepatch:snapshot', Values: [...ids] }];
  const { Snapshots = [] } = await clients.ec2.describeSnapshots({ Filters });
  return ids.map((id) => Snapshots.filter(({ Tags = [] }) => Tags.some(({ Value }) => Value === id)).length);
}

/** The stack's window opens, whose task is PatchInstance for each target. */
export const windowForEach: Errand = {
  machines: [{}],
  async run(world, ids) {
    const { clients, outputs } = world.fleet;
    const { cloudformation } = clients;
    const ParameterValue = 'PatchInstance';
    await cloudformation.updateStack({
      StackName: STACK,
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [
        { ParameterKey: 'WindowTask', ParameterValue },
        ...Object.keys(EVERYTHING).map((ParameterKey) => ({ ParameterKey, UsePreviousValue: true })),
        ...['TargetTagKey', 'TargetTagValue', 'Schedule'].map((ParameterKey) => ({
          ParameterKey,
          UsePreviousValue: true,
        })),
      ],
    });
    const stack = await until(
      'the stack is updated',
      async () => (await cloudformation.describeStacks({ StackName: STACK })).Stacks![0]!,
      ({ StackStatus }) => !StackStatus!.endsWith('_IN_PROGRESS'),
    );
    const told = hear(world);
    const WindowExecutionId = await open(world, outputs.WindowId);
    const [executionArn = ''] = await workflowsOf(clients, WindowExecutionId, 1);
    return { stack: stack.StackStatus, ...(await endOf(world, executionArn, ids)), told: told() };
  },
};

/** A dry run whose resource group is a stack that has an instance. */
export const planStack: Errand = {
  machines: [],
  async run({ fleet: { clients, outputs, now, sleep } }) {
    const { cloudformation, lambda, resourceGroups } = clients;
    const StackName = 'servers';
    await cloudformation.createStack({ StackName, TemplateBody: SERVERS });
    const { StackId } = await until(
      'the servers are there',
      async () => (await cloudformation.describeStacks({ StackName })).Stacks![0]!,
      ({ StackStatus }) => StackStatus === 'CREATE_COMPLETE',
    );
    const query = { ResourceTypeFilters: ['AWS::EC2::Instance'], StackIdentifier: StackId };
    await setGroup({ Type: 'CLOUDFORMATION_STACK_1_0', Query: JSON.stringify(query) });
    const time = new Date(now()).toISOString();
    const { Payload } = await lambda.invoke({
      FunctionName: outputs.FleetPlannerFunction,
      Payload: Buffer.from(JSON.stringify({ dryRun: true, execution: 'dry', began: time, now: time })),
    });
    const { errorType, selected } = JSON.parse(Buffer.from(Payload!).toString());
    await setGroup(MEMBERS);
    await cloudformation.deleteStack({ StackName });
    await until(
      'the servers are gone',
      async () => {
        await sleep(10_000);
        return (await cloudformation.describeStacks()).Stacks!;
      },
      (stacks) => !stacks.some((stack) => stack.StackName === StackName),
    );
    return { errorType, selected };

    function setGroup(ResourceQuery: ResourceQuery) {
      return resourceGroups.updateGroupQuery({ Group: GROUP, ResourceQuery });
    }
  },
};

const SERVERS = JSON.stringify({
  Parameters: {
    Image: {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
      Default: '/aws/service/debian/release/12/latest/amd64',
    },
  },
  Resources: {
    Server: {
      Type: 'AWS::EC2::Instance',
      Properties: {
        ImageId: { Ref: 'Image' },
        InstanceType: 't3.micro',
        Tags: [{ Key: 'Patch', Value: 'asleep' }],
      },
    },
  },
});
