/** What none of the fleet stack's roles may do, whichever way the instances are selected; and that each may do its own. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WireError } from '../../src/region/errors.ts';
import { type Principal, servicePrincipal } from '../../src/region/service.ts';
import { until } from '../e2e/until.ts';
import { testAccount } from '../region.ts';
import type { FleetOutputs } from './fleet.ts';
import { STACK } from './rights/grants.ts';
import { EVERYTHING, openWorld, type World } from './rights/world.ts';

/** The roles by their logical names, with the service that takes them on. */
const ROLES = {
  InstanceStateActionRoleForLambda: 'lambda',
  InstancePatchingRoleForLambda: 'lambda',
  InstanceLeaseRoleForLambda: 'lambda',
  FleetRoleForLambda: 'lambda',
  LeaseSweepRoleForLambda: 'lambda',
  PatchInstanceRole: 'states',
  PatchFleetRole: 'states',
  MaintenanceWindowRole: 'ssm',
} as const;
type Role = keyof typeof ROLES;

/** What there is to be done something to. */
interface Things {
  /** an instance of the selection, and one that has another value of the tag or another id */
  readonly selected: string;
  readonly other: string;
  /** a snapshot that people took of the selected instance, and one with our tag */
  readonly theirs: string;
  readonly ours: string;
  readonly topic: string;
  readonly otherTopic: string;
  readonly bucket: string;
  readonly machineCheck: string;
  readonly sweeper: string;
  readonly machines: Pick<FleetOutputs, 'PatchFleetArn' | 'PatchInstanceArn'>;
  readonly role: string;
}

type Call = readonly [service: string, operation: string, input: object];
type Deed = (things: Things) => Call;

const send = (DocumentName: string, id: string): Call => ['ssm', 'SendCommand', { DocumentName, InstanceIds: [id] }];
const onInstance =
  (operation: string, which: 'selected' | 'other'): Deed =>
  (things) => ['ec2', operation, { InstanceIds: [things[which]] }];
const tag =
  (operation: 'CreateTags' | 'DeleteTags', which: 'selected' | 'other', ...keys: string[]): Deed =>
  (things) => ['ec2', operation, { Resources: [things[which]], Tags: keys.map((Key) => ({ Key, Value: 'x' })) }];
const object =
  (operation: string, Key: string): Deed =>
  ({ bucket }) => ['s3', operation, { Bucket: bucket, Key }];
const list =
  (Prefix?: string): Deed =>
  ({ bucket }) => ['s3', 'ListObjectsV2', { Bucket: bucket, Prefix }];
const put = (Source: string): Call => ['events', 'PutEvents', { Entries: [{ Source, DetailType: 'x', Detail: '{}' }] }];

const start =
  (machine: 'PatchFleetArn' | 'PatchInstanceArn'): Deed =>
  ({ machines }) => ['states', 'StartExecution', { stateMachineArn: machines[machine], input: '{' }];

const NOBODY_MAY: Readonly<Record<string, Deed>> = {
  'start another instance': onInstance('StartInstances', 'other'),
  'stop another instance': onInstance('StopInstances', 'other'),
  'reboot another instance': onInstance('RebootInstances', 'other'),
  'patch another instance': ({ other }) => send('AWS-RunPatchBaseline', other),
  'check another instance': ({ other, machineCheck }) => send(machineCheck, other),
  'tag another instance': tag('CreateTags', 'other', 'wakepatch:outcome'),
  'untag another instance': tag('DeleteTags', 'other', 'wakepatch:outcome'),

  'give a selected instance a tag that is not ours': tag('CreateTags', 'selected', 'Name'),
  'give one a tag that is not ours, beside ours': tag('CreateTags', 'selected', 'wakepatch:outcome', 'Name'),
  'take the tag of the selection from one': tag('DeleteTags', 'selected', 'Patch'),
  'terminate a selected instance': onInstance('TerminateInstances', 'selected'),
  'change an attribute of one': ({ selected }) =>
    [
      ...['ec2', 'ModifyInstanceAttribute'],
      { InstanceId: selected, Attribute: 'disableApiStop', Value: 'false' },
    ] as unknown as Call,

  'run a shell script on a selected instance': ({ selected }) => send('AWS-RunShellScript', selected),
  'run a document of our own that is not named': ({ selected }) => send('Not-Named', selected),

  'hand on a role to a function': ({ sweeper, role }) => [
    'lambda',
    'UpdateFunctionConfiguration',
    { FunctionName: sweeper, Role: role },
  ],
  'hand on a role to a state machine': ({ role }) => [
    'states',
    'CreateStateMachine',
    { name: 'other', definition: '{}', roleArn: role },
  ],
  'write policies': ({ role }) => [
    'iam',
    'PutRolePolicy',
    { RoleName: role.split('/').at(-1), PolicyName: 'more', PolicyDocument: '{}' },
  ],

  'write beside the runs': object('PutObject', 'other/report.json'),
  'read beside the runs': object('GetObject', 'other/report.json'),
  'read what lies in the bucket itself': object('GetObject', 'runs'),
  'delete evidence': object('DeleteObject', 'runs/2026-01-01/x/report.json'),
  'list the bucket': list(),
  'list beside the runs': list('other/'),

  'delete a snapshot that wakepatch did not take': ({ theirs }) => ['ec2', 'DeleteSnapshot', { SnapshotId: theirs }],
  'make a snapshot its own by a tag': ({ theirs }) => [
    'ec2',
    'CreateTags',
    { Resources: [theirs], Tags: [{ Key: 'wakepatch:snapshot', Value: 'i-0123456789abcdef0' }] },
  ],
  'publish to another topic': ({ otherTopic }) => ['sns', 'Publish', { TopicArn: otherTopic, Message: 'x' }],
  "put events in another's name": () => put('somebody.else'),
  'start the state machine that the window does not start': start('PatchInstanceArn'),
  'call the sweeper': ({ sweeper }) => ['lambda', 'Invoke', { FunctionName: sweeper }],
};

/** For each role something of what it may: so that what it may not is not for want of a role. */
const EACH_MAY: Readonly<Record<Role, readonly Deed[]>> = {
  InstanceStateActionRoleForLambda: [onInstance('StartInstances', 'selected'), onInstance('StopInstances', 'selected')],
  InstancePatchingRoleForLambda: [({ selected }) => send('AWS-RunPatchBaseline', selected)],
  InstanceLeaseRoleForLambda: [
    tag('CreateTags', 'selected', 'wakepatch:outcome'),
    tag('DeleteTags', 'selected', 'wakepatch:outcome'),
    object('PutObject', 'runs/2026-01-01/x/report.json'),
    ({ ours }) => ['ec2', 'DeleteSnapshot', { SnapshotId: ours }],
    () => put('wakepatch'),
  ],
  FleetRoleForLambda: [
    object('PutObject', 'runs/2026-01-01/x/report.json'),
    object('GetObject', 'runs/2026-01-01/x/report.json'),
    list('runs/2026-01-01/x/instances/'),
  ],
  LeaseSweepRoleForLambda: [
    onInstance('StopInstances', 'selected'),
    tag('DeleteTags', 'selected', 'wakepatch:lease:x'),
  ],
  PatchInstanceRole: [
    onInstance('RebootInstances', 'selected'),
    ({ selected, machineCheck }) => send(machineCheck, selected),
    ({ selected }) => send(EVERYTHING.PreDocument, selected),
    ({ topic }) => ['sns', 'Publish', { TopicArn: topic, Message: 'x' }],
    () => put('wakepatch'),
  ],
  PatchFleetRole: [
    ({ selected }) => send(EVERYTHING.PostDocument, selected),
    object('GetObject', 'runs/2026-01-01/x/report.json'),
  ],
  MaintenanceWindowRole: [start('PatchFleetArn')],
};

const REFUSED = /^(UnauthorizedOperation|AccessDenied|AccessDeniedException|AuthorizationError)$/;

/** @returns the code with which IAM refused it; undefined when it was allowed, whatever it came to */
async function refusal(
  { fleet }: World,
  role: Role,
  [service, operation, input]: Call,
  names: ReadonlyMap<string, string>,
) {
  const { outside } = fleet.region;
  const principal = outside.transaction(
    servicePrincipal(`${ROLES[role]}.amazonaws.com`),
    (context): Principal =>
      context.assume(`arn:aws:iam::${testAccount}:role/${names.get(role)}`, `${ROLES[role]}.amazonaws.com`, 'narrow'),
  );
  try {
    await outside.call(service as never, operation as never, input as never, principal);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    if (REFUSED.test(error.code)) return error.code;
  }
  return undefined;
}

async function things({ fleet, roles }: World, selected: string, other: string): Promise<Things> {
  const { clients, outputs } = fleet;
  const { Reservations } = await clients.ec2.describeInstances({ InstanceIds: [selected] });
  const [volume] = Reservations![0]!.Instances![0]!.BlockDeviceMappings!;
  const take = async (Tags: { Key: string; Value: string }[]) => {
    const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags }];
    return (await clients.ec2.createSnapshot({ VolumeId: volume!.Ebs!.VolumeId, TagSpecifications })).SnapshotId!;
  };
  const { StackResources = [] } = await clients.cloudformation.describeStackResources({ StackName: STACK });
  const physical = (name: string) =>
    StackResources.find(({ LogicalResourceId }) => LogicalResourceId === name)!.PhysicalResourceId!;
  const { TopicArn } = await clients.sns.createTopic({ Name: 'somebody-elses' });
  for (const Key of ['other/report.json', 'runs'])
    await clients.s3.putObject({ Bucket: outputs.EvidenceBucketName, Key, Body: 'x' });
  return {
    selected,
    other,
    theirs: await take([{ Key: 'Name', Value: 'theirs' }]),
    ours: await take([{ Key: 'wakepatch:snapshot', Value: selected }]),
    topic: outputs.AlarmTopicArn,
    otherTopic: TopicArn!,
    bucket: outputs.EvidenceBucketName,
    machineCheck: physical('MachineCheck'),
    sweeper: outputs.LeaseSweeperFunction,
    machines: outputs,
    role: `arn:aws:iam::${testAccount}:role/${roles.get('FleetRoleForLambda')}`,
  };
}

/** How the stack is told which instances, given one to be selected and one not to be. */
const SELECTIONS = {
  'by tag': async ({ fleet: { clients } }: World, _: string, other: string) => {
    await clients.ec2.createTags({ Resources: [other], Tags: [{ Key: 'Patch', Value: 'never' }] });
  },
  'by id': async ({ fleet: { clients } }: World, selected: string) => {
    const { cloudformation } = clients;
    const kept = [...Object.keys(EVERYTHING), 'Schedule'].map((ParameterKey) => ({
      ParameterKey,
      UsePreviousValue: true,
    }));
    await cloudformation.updateStack({
      StackName: STACK,
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [...kept, { ParameterKey: 'TargetInstanceIds', ParameterValue: selected }],
    });
    const { StackStatus } = await until(
      'the stack is updated',
      async () => (await cloudformation.describeStacks({ StackName: STACK })).Stacks![0]!,
      (stack) => !stack.StackStatus!.endsWith('_IN_PROGRESS'),
    );
    assert.equal(StackStatus, 'UPDATE_COMPLETE');
  },
};

describe('the roles of the fleet stack are narrow', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    const { ssm } = world.fleet.clients;
    const step = { action: 'aws:runShellScript', name: 'echo', inputs: { runCommand: ['echo'] } };
    const Content = JSON.stringify({ schemaVersion: '2.2', mainSteps: [step] });
    await ssm.createDocument({ Name: 'Not-Named', Content, DocumentType: 'Command' });
  });
  after(() => world.fleet.close());

  for (const [how, select] of Object.entries(SELECTIONS))
    describe(`instances selected ${how}`, () => {
      let there: Things;
      before(async () => {
        const [selected = '', other = ''] = await world.fleet.launch([{}, {}]);
        await select(world, selected, other);
        await world.fleet.start([selected, other]);
        there = await things(world, selected, other);
      });

      for (const [what, deed] of Object.entries(NOBODY_MAY))
        test(`none may ${what}`, async () => {
          for (const role of Object.keys(ROLES) as Role[])
            assert.match((await refusal(world, role, deed(there), world.roles)) ?? 'allowed', REFUSED, role);
        });

      for (const [role, deeds] of Object.entries(EACH_MAY) as [Role, readonly Deed[]][])
        test(`${role} may do its own`, async () => {
          for (const deed of deeds) {
            const call = deed(there);
            assert.equal(await refusal(world, role, call, world.roles), undefined, JSON.stringify(call));
          }
        });
    });
});
