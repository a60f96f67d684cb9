/** A fleet of thousands as the services tell of it: real SDK clients whose requests are answered here, without a wire. */
import { type Clients, clientsFor } from '../../src/aws/clients.ts';
import { TAG } from '../../src/maintenance/rules/tags.ts';

type Answer = (input: Record<string, unknown>) => object;

export interface ScriptedFleet {
  readonly clients: Clients;
  /** how many requests were made, by operation */
  readonly calls: Map<string, number>;
  /** is awaited before each request is answered; what it throws is the answer */
  onCall: (operation: string) => Promise<void> | void;
  /** Starts or stops so many machines, here and there in the fleet. */
  stir(count: number): void;
}

const account = '123456789012';
const day = 86_400_000;
const outcomes = ['Patched Installed', 'AlreadyCompliant Clean', 'Patched Installed', 'Skipped NotEnoughTime'];
const failures = [
  'PatchFailed CommandFailed',
  'WakeFailed KeyUnusable',
  'NonCompliant PatchesMissing',
  'WakeFailed InsufficientCapacity',
];

/** @param now milliseconds since epoch */
export function scriptedFleet(count: number, now: number): ScriptedFleet {
  const states = Array.from({ length: count }, (_, index) => (index % 40 === 0 ? 'running' : 'stopped'));
  const calls = new Map<string, number>();
  const clients = clientsFor({
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    credentials: async () => ({ accessKeyId: 'bench', secretAccessKey: 'bench' }),
    description: 'a scripted fleet',
  });
  const answers = answersFor(count, states, now);
  for (const client of Object.values(clients))
    client.middlewareStack.add(
      (_next: unknown, { commandName }: { commandName: string }) =>
        async ({ input }: { input: Record<string, unknown> }) => {
          const operation = commandName.replace(/Command$/, '');
          calls.set(operation, (calls.get(operation) ?? 0) + 1);
          await fleet.onCall(operation);
          // As from a wire, an answer is not there at once.
          await new Promise((resolve) => setImmediate(resolve));
          const answer = answers[operation];
          if (!answer) throw new Error(`The scripted fleet has no ${operation}.`);
          return { output: { $metadata: {}, ...answer(input) }, response: {} };
        },
      { step: 'initialize', priority: 'high' },
    );
  let stirred = 0;
  const fleet: ScriptedFleet = {
    clients,
    calls,
    onCall: () => {},
    stir(some) {
      for (let done = 0; done < some; done += 1) {
        stirred = (stirred + 7919) % count;
        states[stirred] = states[stirred] === 'running' ? 'stopped' : 'running';
      }
    },
  };
  return fleet;
}

export const machineId = (index: number): string => `i-${String(index).padStart(17, '0')}`;
export const machineName = (index: number): string => `${['web', 'db', 'build', 'batch'][index % 4]}-${index}`;

function answersFor(count: number, states: readonly string[], now: number): Readonly<Record<string, Answer>> {
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${account}:${rest}`;
  const outputs = {
    WindowId: 'mw-0123456789abcdef0',
    PatchFleetArn: arn('states', 'stateMachine:PatchFleet'),
    PatchInstanceArn: arn('states', 'stateMachine:PatchInstance'),
    FleetPlannerFunction: 'FleetPlanner',
    LeaseSweeperFunction: 'LeaseSweeper',
    EvidenceBucketName: 'evidence',
    AlarmTopicArn: arn('sns', 'Alarms'),
  };
  const parameters = { TargetTagKey: 'Patch', TargetTagValue: 'asleep', StaleDays: '35', Duration: '4', Cutoff: '1' };
  const stack = {
    StackName: 'fleet',
    StackStatus: 'CREATE_COMPLETE',
    Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  };
  return {
    DescribeStacks: () => ({ Stacks: [stack] }),
    GetCallerIdentity: () => ({ Account: account, Arn: arn('iam', 'user/bench') }),
    TestState: () => ({ status: 'SUCCEEDED', output: JSON.stringify(new Date(now)) }),
    DescribeMaintenanceWindowTargets: () => ({ Targets: [{ Targets: [{ Key: 'tag:Patch', Values: ['asleep'] }] }] }),
    GetMaintenanceWindow: () => ({
      Name: 'nights',
      Enabled: true,
      NextExecutionTime: new Date(now + day).toISOString(),
    }),
    ListExecutions: () => ({ executions: [] }),
    ListObjectsV2: () => ({ CommonPrefixes: [], Contents: [] }),
    DescribeInstances: ({ NextToken = '0', MaxResults = 1000 }) => {
      const [from, to] = [Number(NextToken), Math.min(count, Number(NextToken) + Number(MaxResults))];
      const Instances = Array.from({ length: to - from }, (_, index) => instance(from + index, states, now));
      return { Reservations: [{ Instances }], NextToken: to < count ? String(to) : undefined };
    },
    DescribeInstancePatchStates: ({ InstanceIds }) => ({
      InstancePatchStates: (InstanceIds as string[]).map((InstanceId) => {
        const missing = Number(InstanceId.slice(2)) % 25 === 0 ? 3 : 0;
        return { InstanceId, MissingCount: missing, OperationEndTime: new Date(now - day) };
      }),
    }),
  };
}

function instance(index: number, states: readonly string[], now: number) {
  const outcome = index % 50 === 0 ? failures[(index / 50) % failures.length] : outcomes[index % outcomes.length];
  const verified = new Date(now - (index % 45) * day).toISOString();
  const tags: Record<string, string> = {
    Name: machineName(index),
    Patch: 'asleep',
    ...(index % 97 && { [TAG.outcome]: outcome ?? '', [TAG.verified]: verified, [TAG.timing]: '40 600 20' }),
    ...(index % 500 === 1 && { [TAG.hold]: new Date(now + 20 * day).toISOString() }),
    ...(index % 1000 === 0 && { [`${TAG.lease}gone`]: `stopped ${new Date(now - day).toISOString()}` }),
  };
  return {
    InstanceId: machineId(index),
    State: { Name: states[index] },
    LaunchTime: new Date(now - 2 * day),
    RootDeviceType: 'ebs',
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}
