/**
 * What people get wrong, as the AWS CLI shows it: a sentence that says what is wrong, and nothing half done.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TestRegion } from '../region.ts';
import { openQuickRegion } from './quick-region.ts';

const template = `file://${fileURLToPath(new URL('../../templates/wakepatch.yaml', import.meta.url))}`;

let region: TestRegion;
before(async () => {
  region = await openQuickRegion();
});
after(() => region.close());

/** @returns what the AWS CLI (Debian's) writes to standard error, of two lines the one that is not empty, and its exit code */
async function aws(...args: string[]): Promise<{ code: number; message: string }> {
  const { accessKeyId, secretAccessKey } = region.region.credentials;
  const child = spawn('/usr/bin/aws', ['--endpoint-url', region.endpoint, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
  });
  const [message, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  return { code, message: message.trim() };
}

const createStack = (...args: string[]) =>
  aws('cloudformation', 'create-stack', '--stack-name', 'wakepatch', '--capabilities', 'CAPABILITY_IAM', ...args);

/** One parameter of a stack; commas would be the CLI's own. */
const parameter = (name: string, value: string) => ['--parameters', `ParameterKey=${name},ParameterValue="${value}"`];

const createWindow = (name: string, schedule: string) =>
  aws(
    ...['ssm', 'create-maintenance-window', '--name', name, '--schedule', schedule],
    ...['--duration', '2', '--cutoff', '1', '--allow-unassociated-targets'],
  );

/** Everything that there is of what these commands could have made. */
async function whatThereIs() {
  const { cloudformation, ec2, iam, lambda, logs, ssm, states } = region.clients;
  const reservations = (await ec2.describeInstances({})).Reservations ?? [];
  const instances = reservations.flatMap(({ Instances = [] }) => Instances);
  return {
    stacks: (await cloudformation.describeStacks({})).Stacks?.map(({ StackStatus }) => StackStatus),
    instances: instances.filter(({ State }) => State?.Name !== 'terminated'),
    roles: (await iam.listRoles({})).Roles,
    profiles: (await iam.listInstanceProfiles({})).InstanceProfiles,
    functions: (await lambda.listFunctions({})).Functions,
    groups: (await logs.describeLogGroups({})).logGroups,
    windows: (await ssm.describeMaintenanceWindows({})).WindowIdentities,
    machines: (await states.listStateMachines({})).stateMachines,
  };
}

const nothing = {
  stacks: [],
  instances: [],
  roles: [],
  profiles: [],
  functions: [],
  groups: [],
  windows: [],
  machines: [],
};

interface Case {
  readonly what: string;
  readonly command: () => Promise<{ code: number; message: string }>;
  readonly says: RegExp;
}

const refused: readonly Case[] = [
  {
    what: 'a template with a syntax error',
    command: () => createStack('--template-body', 'Resources: {'),
    says: /\(ValidationError\) .*: Template format error: YAML not well-formed\. \(line 1, column 13\)$/,
  },
  {
    what: 'a template in JSON with a syntax error',
    command: () => createStack('--template-body', '{"Resources": }'),
    says: /\(ValidationError\) .*: Template format error: JSON not well-formed\. \(line 1, column \d+\)$/,
  },
  {
    what: 'an unknown resource type',
    command: () => createStack('--template-body', 'Resources: {Odd: {Type: AWS::Nothing::Here}}'),
    says: /\(NotImplemented\) .*: wakepatch's Region does not support the resource type AWS::Nothing::Here\.$/,
  },
  {
    what: 'a missing parameter',
    command: () =>
      createStack(
        '--template-body',
        'Parameters: {Days: {Type: Number}}\nResources: {Log: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: !Ref Days}}}',
      ),
    says: /\(ValidationError\) .*: Parameters: \[Days\] must have values$/,
  },
  {
    what: 'a parameter that the template does not have',
    command: () => createStack('--template-body', template, ...parameter('Shedule', 'rate(1 day)')),
    says: /\(ValidationError\) .*: Parameters: \[Shedule\] do not exist in the template$/,
  },
  {
    what: 'a selection of instances that selects nobody',
    command: () => createStack('--template-body', template, ...parameter('CreateDemoInstance', 'false')),
    says: /\(ValidationError\) .*: Say which instances: CreateDemoInstance=true, or /,
  },
  {
    what: 'a template that makes roles, without leave to do so',
    command: () => aws('cloudformation', 'create-stack', '--stack-name', 'wakepatch', '--template-body', template),
    says: /\(InsufficientCapabilitiesException\) .*: Requires capabilities : \[CAPABILITY_IAM\]$/,
  },
  {
    what: 'a schedule that is none, as a parameter of the stack',
    command: () => createStack('--template-body', template, ...parameter('Schedule', 'every day')),
    says: /\(ValidationError\) .*: Parameter Schedule failed to satisfy constraint: must be a rate\(\), cron\(\) or at\(\) expression$/,
  },
  {
    what: 'a rate of nothing',
    command: () => createWindow('mine', 'rate(0 minutes)'),
    says: /\(ValidationException\) .*: "0 minutes" is not a rate\. Write a positive number and minutes, hours or days/,
  },
  {
    what: 'a day of the week that there is not',
    command: () => createWindow('mine', 'cron(0 2 ? * MOO *)'),
    says: /\(ValidationException\) .*: Day-of-week: "MOO" is not understood\. Use 1-7 or SUN-SAT/,
  },
  {
    what: 'a name that a window cannot have',
    command: () => createWindow('my window', 'rate(1 day)'),
    says: /\(ValidationException\) .*'my window' at 'name' failed to satisfy constraint/,
  },
];

describe('through the AWS CLI', () => {
  for (const { what, command, says } of refused)
    test(`${what} is refused before anything is made`, async () => {
      const { code, message } = await command();
      assert.match(message, says);
      assert.equal(code, 254, "the CLI's exit code for an error of the service");
      assert.deepEqual(await whatThereIs(), nothing);
    });

  test('a schedule that only the window can refuse fails its stack, says why, and is rolled back to nothing', async () => {
    const { cloudformation } = region.clients;
    await createStack('--template-body', template, ...parameter('Schedule', 'rate(0 minutes)'));
    const { code } = await aws('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'wakepatch');
    assert.equal(code, 255);
    const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: 'wakepatch' });
    const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    assert.match(failed.at(-1)?.ResourceStatusReason ?? '', /"0 minutes\\?" is not a rate/);
    assert.deepEqual(await whatThereIs(), { ...nothing, stacks: ['ROLLBACK_COMPLETE'] });
    await aws('cloudformation', 'delete-stack', '--stack-name', 'wakepatch');
    assert.deepEqual(await whatThereIs(), nothing);
  });

  test('a name in use is refused, and what has it stays as it is', async () => {
    const log = (days: number) =>
      `Resources: {Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: ours, RetentionInDays: ${days}}}}`;
    await createStack('--template-body', log(7));
    await aws('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'wakepatch');

    const again = await createStack('--template-body', log(30));
    assert.match(again.message, /\(AlreadyExistsException\) .*: Stack \[wakepatch\] already exists$/);

    const sameLog = ['--stack-name', 'another', '--template-body', log(30)];
    await aws('cloudformation', 'create-stack', ...sameLog);
    await aws('cloudformation', 'wait', 'stack-create-complete', '--stack-name', 'another');
    const { StackEvents = [] } = await region.clients.cloudformation.describeStackEvents({ StackName: 'another' });
    const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    assert.match(failed?.ResourceStatusReason ?? '', /already exists/);

    const { logGroups = [] } = await region.clients.logs.describeLogGroups({});
    assert.deepEqual(
      logGroups.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays]),
      [['ours', 7]],
    );
  });
});
