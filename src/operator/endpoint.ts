/** What can be learnt of an endpoint without changing anything: who one is there, what time it is, what one may, what it limits. */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../aws/clients.ts';
import { type FleetOutputs, isFleet, outputsOf, type StackOutputs } from './stack.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
  /** how many milliseconds the clock of the endpoint is ahead of this machine's; undefined where it does not tell */
  readonly clockAhead?: number;
}

/** Whose credentials are used. @throws what STS answers with, or that nobody answers */
export async function identityOf({ sts }: Clients): Promise<Identity> {
  const command = new GetCallerIdentityCommand({});
  let date: string | undefined;
  // The date of an answer is a header, which clients do not hand on.
  command.middlewareStack.add(
    (following) => async (given) => {
      const result = await following(given);
      date = (result.response as { headers?: Record<string, string> }).headers?.date;
      return result;
    },
    { step: 'deserialize', name: 'readDate', priority: 'high' },
  );
  const asked = Date.now();
  const { Account: account = '', Arn: arn = '' } = await sts.send(command);
  const halfWay = (asked + Date.now()) / 2;
  // The header has whole seconds: on average it is half a second behind.
  const at = date === undefined ? Number.NaN : Date.parse(date) + 500;
  return { account, arn, ...(Number.isNaN(at) ? {} : { clockAhead: Math.round(at - halfWay) }) };
}

/** A right that commands need, and whether it is there. */
export interface Right {
  /** such as `ssm:DescribeMaintenanceWindows` */
  readonly action: string;
  /** the commands that need it */
  readonly commands: readonly string[];
  readonly verdict: 'allowed' | 'refused' | 'unknown';
  /** in the endpoint's words, unless it is allowed */
  readonly why?: string;
}

interface Trial {
  readonly action: string;
  readonly commands: readonly string[];
  /** asks for something that changes nothing, whatever the answer */
  try(clients: Clients): Promise<unknown>;
}

/** Named so that nobody has it: whether one may is decided before whether it is there. */
const nowhere = 'wakepatch-doctor-looks-for-this';

const always: readonly Trial[] = [
  {
    action: 'cloudformation:DescribeStacks',
    commands: ['deploy', 'run', 'status', 'report', 'plan'],
    try: ({ cloudformation }) => cloudformation.describeStacks({ StackName: nowhere }),
  },
  {
    action: 'ssm:DescribeMaintenanceWindows',
    commands: ['windows'],
    try: ({ ssm }) => ssm.describeMaintenanceWindows({ MaxResults: 10 }),
  },
  {
    action: 'ssm:ListCommands',
    commands: ['output'],
    try: ({ ssm }) => ssm.listCommands({ MaxResults: 1 }),
  },
  {
    action: 'ssm:ListCommandInvocations',
    commands: ['output'],
    try: ({ ssm }) => ssm.listCommandInvocations({ MaxResults: 1 }),
  },
  {
    action: 'ec2:DescribeInstances',
    commands: ['status', 'why', 'hold', 'release'],
    try: ({ ec2 }) => ec2.describeInstances({ MaxResults: 5 }),
  },
  {
    action: 'states:TestState',
    commands: ['plan', 'status', 'why', 'hold'],
    try: ({ states }) => states.testState({ definition: JSON.stringify({ Type: 'Succeed' }), input: '{}' }),
  },
];

/** Those that are about what a stack has. */
const ofStack = (stackName: string, outputs: StackOutputs): readonly Trial[] => [
  {
    action: 'ssm:GetMaintenanceWindow',
    commands: ['status', 'run'],
    try: ({ ssm }) => ssm.getMaintenanceWindow({ WindowId: outputs.WindowId }),
  },
  {
    action: 'ssm:DescribeMaintenanceWindowExecutions',
    commands: ['status', 'windows', 'run'],
    try: ({ ssm }) => ssm.describeMaintenanceWindowExecutions({ WindowId: outputs.WindowId, MaxResults: 10 }),
  },
  {
    action: 'states:ListExecutions',
    commands: ['status', 'report', 'run'],
    try: ({ states }) =>
      states.listExecutions({
        stateMachineArn: isFleet(outputs) ? outputs.PatchFleetArn : outputs.StateMachineArn,
        maxResults: 1,
      }),
  },
  {
    action: 'cloudformation:ListStackResources',
    commands: ['logs'],
    try: ({ cloudformation }) => cloudformation.listStackResources({ StackName: stackName }),
  },
  {
    action: 'logs:FilterLogEvents',
    commands: ['logs'],
    try: ({ logs }) => logs.filterLogEvents({ logGroupName: `/aws/lambda/${stackName}`, limit: 1 }),
  },
  ...(isFleet(outputs) ? ofFleet(outputs) : []),
];

const ofFleet = ({ EvidenceBucketName: Bucket, FleetPlannerFunction }: FleetOutputs): readonly Trial[] => [
  {
    action: 's3:ListBucket',
    commands: ['report', 'run', 'why'],
    try: ({ s3 }) => s3.listObjectsV2({ Bucket, MaxKeys: 1 }),
  },
  {
    action: 's3:GetObject',
    commands: ['report', 'run', 'why'],
    try: ({ s3 }) => s3.getObject({ Bucket, Key: `runs/${nowhere}` }),
  },
  {
    action: 'lambda:InvokeFunction',
    commands: ['plan', 'why'],
    try: ({ lambda }) => lambda.invoke({ FunctionName: FleetPlannerFunction, InvocationType: 'DryRun' }),
  },
];

/** What cannot be tried without doing it. */
export const untriedRights: readonly Pick<Right, 'action' | 'commands'>[] = [
  { action: 'cloudformation:CreateChangeSet, ExecuteChangeSet, and what the template makes', commands: ['deploy'] },
  { action: 'states:StartExecution', commands: ['run'] },
  { action: 'ssm:UpdateMaintenanceWindow', commands: ['windows', 'run'] },
  { action: 'ec2:CreateTags, ec2:DeleteTags', commands: ['hold', 'release'] },
];

/** Tries what the commands need, and changes nothing. @param stackName without such a stack, what is about one is left out */
export async function rightsAt(clients: Clients, stackName: string): Promise<Right[]> {
  const outputs = await outputsOf(clients, stackName).catch(() => undefined);
  const trials = [...always, ...(outputs ? ofStack(stackName, outputs) : [])];
  return Promise.all(
    trials.map(async ({ action, commands, try: trial }) => ({
      action,
      commands,
      ...(await verdictOf(trial(clients))),
    })),
  );
}

/** What is refused is refused for a reason of rights; any other answer came from behind that. */
async function verdictOf(trial: Promise<unknown>): Promise<Pick<Right, 'verdict' | 'why'>> {
  try {
    await trial;
    return { verdict: 'allowed' };
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if (isRefusal(name, message) || ($metadata?.httpStatusCode === 403 && !/NoSuch/.test(name)))
      return { verdict: 'refused', why: message };
    if (absent.test(name) || /does not exist/.test(message)) return { verdict: 'allowed' };
    return { verdict: 'unknown', why: `${name}: ${message}` };
  }
}

const isRefusal = (name: string, message: string) =>
  /AccessDenied|UnauthorizedOperation|AuthorizationError/.test(name) || /is not authorized to perform/.test(message);
const absent =
  /^(NoSuchKey|NoSuchBucket|ResourceNotFoundException|ExecutionDoesNotExist|StateMachineDoesNotExist|DoesNotExistException)$/;

/** A limit of the account. */
export interface Quota {
  readonly quota: string;
  /** undefined where the endpoint does not tell */
  readonly limit?: number;
  /** how much is left of it, where it is known */
  readonly left?: number;
  /** less than this hinders a fleet */
  readonly wanted: number;
  readonly why?: string;
}

/** The limits that the services themselves tell without Service Quotas. */
export async function quotasAt(clients: Clients): Promise<Quota[]> {
  return Promise.all([
    quota('Lambda: concurrent executions', wantedConcurrency, async () => {
      const { AccountLimit } = await clients.lambda.getAccountSettings({});
      return {
        limit: AccountLimit?.ConcurrentExecutions,
        left: AccountLimit?.UnreservedConcurrentExecutions,
      };
    }),
    quota('CloudFormation: stacks', 1, async () => {
      const { AccountLimits = [] } = await clients.cloudformation.describeAccountLimits({});
      return { limit: AccountLimits.find(({ Name }) => Name === 'StackLimit')?.Value };
    }),
  ]);
}

/** A fleet's run has so many instances under way as its parameter says, each with a function now and then. */
const wantedConcurrency = 50;

async function quota(
  name: string,
  wanted: number,
  ask: () => Promise<{ limit?: number; left?: number }>,
): Promise<Quota> {
  try {
    return { quota: name, wanted, ...(await ask()) };
  } catch (error) {
    return { quota: name, wanted, why: `${(error as Error).name}: ${(error as Error).message}` };
  }
}

/** Limits that only Service Quotas or the console tell. */
export const untoldQuotas = [
  'EC2: running on-demand vCPUs',
  'EC2: snapshots',
  'Step Functions: open executions, state transitions and API calls a second',
  'Systems Manager: maintenance windows, concurrent commands',
] as const;
