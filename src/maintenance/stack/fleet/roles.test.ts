// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders, not JavaScript's
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

interface Statement {
  Effect: string;
  Action: string[];
  Resource: unknown;
  Condition?: object;
}
interface Policy {
  PolicyName: string;
  PolicyDocument: { Statement: Statement[] };
}
type IfTagged = { 'Fn::If': [string, { PolicyDocument: { 'Fn::Sub': string } }, Policy] };

const { Resources } = JSON.parse(
  readFileSync(new URL('../../../../templates/wakepatch-fleet.json', import.meta.url), 'utf8'),
);
const policies = (role: string): (Policy | IfTagged)[] => Resources[role].Properties.Policies;

const arn = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const sub = (text: string) => ({ 'Fn::Sub': text });
const allow = (Action: string[], Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** What a role may do besides what it may do to the selected instances. */
const general = (role: string) =>
  policies(role).flatMap((policy) => ('Fn::If' in policy ? [] : policy.PolicyDocument.Statement));
/** What it may do to the instances with the tag; and to those named by id. */
const onSelected = (role: string) => {
  const [condition, tagged, named] = policies(role).find((policy) => 'Fn::If' in policy)!['Fn::If'];
  assert.equal(condition, 'SelectedByTag');
  return {
    tagged: JSON.parse(tagged.PolicyDocument['Fn::Sub']).Statement as Statement[],
    named: named.PolicyDocument.Statement,
  };
};

const INSTANCES = 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/*';
const hasTag = (key: string) => ({ StringEquals: { [`${key}/\${TargetTagKey}`]: '${TargetTagValue}' } });
const ownTags = { 'ForAllValues:StringLike': { 'aws:TagKeys': 'wakepatch:*' } };

const writeLogs = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('FunctionLogs'));
const writeEvidence = allow(['s3:PutObject'], sub('${EvidenceBucket.Arn}/runs/*'));
const readEvidence = allow(['s3:GetObject'], sub('${EvidenceBucket.Arn}/runs/*'));
const listEvidence = (folder: string) =>
  allow(['s3:ListBucket'], arn('EvidenceBucket'), { StringLike: { 's3:prefix': `runs/*/${folder}/` } });
const publish = allow(['sns:Publish'], { Ref: 'AlarmTopic' });
const putEvents = allow(
  ['events:PutEvents'],
  sub('arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'),
  {
    StringEquals: { 'events:source': 'wakepatch' },
  },
);
const functionsOnInstances = [
  ...['InstanceStarter', 'InstanceStopper', 'InstancePoller', 'InstancePatcher', 'InstancePatchPoller'],
  ...['InstanceVerifier', 'InstanceLeaser', 'InstanceReleaser'],
];

describe('the roles of the functions', () => {
  test('InstanceStateActionRoleForLambda looks at instances and sessions', () => {
    assert.deepEqual(general('InstanceStateActionRoleForLambda'), [
      allow(['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'ssm:DescribeInstanceInformation'], '*'),
      allow(['ssm:DescribeSessions'], '*'),
      writeLogs,
    ]);
  });

  test('InstanceStateActionRoleForLambda lets EC2 use the keys that are named, where any are, and nobody else', () => {
    const keys = { 'Fn::Split': [',', { Ref: 'VolumeKeyArns' }] };
    const forEc2 = {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
      StringEquals: { 'kms:ViaService': sub('ec2.${AWS::Region}.${AWS::URLSuffix}') },
    };
    const { Condition, Properties } = Resources.VolumeKeyPolicy;
    assert.equal(Condition, 'WithVolumeKeys');
    assert.deepEqual(Properties.Roles, [{ Ref: 'InstanceStateActionRoleForLambda' }]);
    assert.deepEqual(Properties.PolicyDocument.Statement, [allow(['kms:CreateGrant'], keys, forEc2)]);
  });

  test('InstancePatchingRoleForLambda runs one document and reads what came of it', () => {
    assert.deepEqual(general('InstancePatchingRoleForLambda'), [
      allow(['ssm:SendCommand'], sub('arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunPatchBaseline')),
      allow(['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations'], '*'),
      allow(
        [
          'ssm:DescribeInstancePatches',
          'ssm:DescribeInstancePatchStates',
          'ssm:GetCommandInvocation',
          'ssm:ListCommands',
        ],
        '*',
      ),
      writeLogs,
    ]);
  });

  test('InstanceLeaseRoleForLambda reads, leaves evidence, tells of it, and deletes snapshots of our own', () => {
    assert.deepEqual(general('InstanceLeaseRoleForLambda'), [
      allow(
        [
          ...['ec2:DescribeInstances', 'ec2:DescribeInstanceAttribute', 'ec2:DescribeSnapshots'],
          'ssm:GetMaintenanceWindowExecution',
        ],
        '*',
      ),
      allow(['ec2:DeleteSnapshot'], sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'), {
        StringLike: { 'aws:ResourceTag/wakepatch:snapshot': 'i-*' },
      }),
      writeEvidence,
      listEvidence('failures'),
      putEvents,
      writeLogs,
    ]);
  });

  test('FleetRoleForLambda finds instances, and writes and reads evidence; it touches no instance', () => {
    assert.deepEqual(general('FleetRoleForLambda'), [
      allow(
        [
          ...['ec2:DescribeInstances', 'resource-groups:ListGroupResources', 'tag:GetResources'],
          'ssm:GetMaintenanceWindowExecution',
        ],
        '*',
      ),
      allow(
        ['cloudformation:DescribeStacks', 'cloudformation:ListStackResources'],
        sub('arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/*'),
      ),
      writeEvidence,
      listEvidence('instances'),
      readEvidence,
      publish,
      putEvents,
      writeLogs,
    ]);
    assert.equal(policies('FleetRoleForLambda').length, 1);
  });

  test('LeaseSweepRoleForLambda finds leases and tells of what it stops', () => {
    assert.deepEqual(general('LeaseSweepRoleForLambda'), [
      allow(['ec2:DescribeInstances'], '*'),
      publish,
      putEvents,
      writeLogs,
    ]);
  });
});

describe('to the selected instances alone', () => {
  const cases: [role: string, action: string[], key: string, condition?: object][] = [
    ['InstanceStateActionRoleForLambda', ['ec2:StartInstances', 'ec2:StopInstances'], 'aws:ResourceTag'],
    ['InstancePatchingRoleForLambda', ['ssm:SendCommand'], 'ssm:resourceTag'],
    ['InstanceLeaseRoleForLambda', ['ec2:CreateTags', 'ec2:DeleteTags'], 'aws:ResourceTag', ownTags],
    ['LeaseSweepRoleForLambda', ['ec2:StopInstances', 'ec2:DeleteTags'], 'aws:ResourceTag', ownTags],
  ];
  for (const [role, action, key, condition] of cases)
    test(`${role}: ${action.join(' and ')}${condition ? ', of tags of our own' : ''}`, () => {
      const { tagged, named } = onSelected(role);
      assert.deepEqual(tagged, [allow(action, INSTANCES, { ...hasTag(key), ...condition })]);
      assert.deepEqual(
        named.map(({ Action, Condition }) => [Action, Condition]),
        [[action, condition]],
      );
    });

  for (const role of ['PatchInstanceRole', 'PatchFleetRole'])
    test(`${role}: the reboot, and the documents`, () => {
      const { tagged, named } = onSelected(role);
      assert.deepEqual(tagged, [
        allow(['ec2:RebootInstances'], INSTANCES, hasTag('aws:ResourceTag')),
        allow(['ssm:SendCommand'], INSTANCES, hasTag('ssm:resourceTag')),
      ]);
      assert.deepEqual(
        named.map(({ Action }) => Action),
        [['ec2:RebootInstances', 'ssm:SendCommand']],
      );
    });
});

describe('the roles of the state machines', () => {
  const onOneInstance = [
    allow(['lambda:InvokeFunction'], functionsOnInstances.map(arn)),
    allow(
      ['ssm:SendCommand'],
      ['MachineCheck', 'PreDocument', 'PostDocument'].map((name) =>
        sub(`arn:\${AWS::Partition}:ssm:\${AWS::Region}:*:document/\${${name}}`),
      ),
    ),
    allow(['ssm:ListCommandInvocations'], '*'),
    allow(
      ['ec2:CreateSnapshot'],
      [
        sub('arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*'),
        sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'),
      ],
    ),
    allow(['ec2:CreateTags'], sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'), {
      StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' },
    }),
    publish,
    putEvents,
  ];

  test('PatchInstanceRole calls eight functions, runs three documents, takes snapshots and raises the alarm', () => {
    assert.deepEqual(general('PatchInstanceRole'), onOneInstance);
  });

  test('PatchFleetRole may do the same, for its children act in it; and plans, reads the plan, and reports', () => {
    assert.deepEqual(general('PatchFleetRole'), [
      ...onOneInstance,
      allow(['lambda:InvokeFunction'], ['FleetPlanner', 'CanaryJudge', 'FleetReporter'].map(arn)),
      writeEvidence,
      readEvidence,
    ]);
  });

  test('PatchFleetRole starts children of its own state machine', () => {
    const { Roles, PolicyDocument } = Resources.StartChildren.Properties;
    assert.deepEqual(Roles, [{ Ref: 'PatchFleetRole' }]);
    assert.deepEqual(PolicyDocument.Statement, [allow(['states:StartExecution'], { Ref: 'PatchFleet' })]);
  });

  test('MaintenanceWindowRole starts the one state machine that the window’s task starts, and not the other', () => {
    const either = { 'Fn::If': ['ForFleet', { Ref: 'PatchFleet' }, { Ref: 'PatchInstance' }] };
    assert.deepEqual(general('MaintenanceWindowRole'), [allow(['states:StartExecution'], either)]);
  });
});

describe('all roles together', () => {
  const roles = Object.keys(Resources).filter((name) => Resources[name].Type === 'AWS::IAM::Role');
  const statements = roles.flatMap((role) => {
    const { tagged, named } = policies(role).some((policy) => 'Fn::If' in policy)
      ? onSelected(role)
      : { tagged: [], named: [] };
    return [...general(role), ...tagged, ...named].map((statement) => ({ role, ...statement }));
  });

  test('are taken on by their service alone, and have no managed policy', () => {
    const principals = roles.map((role) => {
      const { AssumeRolePolicyDocument, ManagedPolicyArns } = Resources[role].Properties;
      assert.equal(ManagedPolicyArns, undefined);
      const [{ Principal }, ...others] = AssumeRolePolicyDocument.Statement;
      assert.deepEqual(others, []);
      return [role, Principal.Service];
    });
    assert.deepEqual(Object.fromEntries(principals), {
      InstanceStateActionRoleForLambda: 'lambda.amazonaws.com',
      InstancePatchingRoleForLambda: 'lambda.amazonaws.com',
      InstanceLeaseRoleForLambda: 'lambda.amazonaws.com',
      FleetRoleForLambda: 'lambda.amazonaws.com',
      LeaseSweepRoleForLambda: 'lambda.amazonaws.com',
      PatchInstanceRole: 'states.amazonaws.com',
      PatchFleetRole: 'states.amazonaws.com',
      MaintenanceWindowRole: 'ssm.amazonaws.com',
    });
  });

  test('name each action in full, and may not pass or change a role', () => {
    for (const { role, Action } of statements)
      for (const action of Action) {
        assert.doesNotMatch(action, /[*?]/, role);
        assert.doesNotMatch(action, /^(iam|sts|kms|secretsmanager):/, role);
      }
  });

  test('are allowed on everything only what AWS cannot limit: to look', () => {
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    for (const action of everywhere)
      assert.match(action, /^(ec2:Describe|ssm:Describe|ssm:Get|ssm:ListCommand|resource-groups:List|tag:Get)/, action);
  });

  test('start, stop, reboot and tag nothing but the selected instances', () => {
    const touching = /^ec2:(Start|Stop|Reboot|Terminate|Modify|DeleteTags)|^ec2:CreateTags$/;
    for (const { role, Action, Resource, Condition } of statements.filter(({ Action }) =>
      Action.some((action) => touching.test(action)),
    )) {
      const ofSnapshots = JSON.stringify(Resource).includes(':snapshot/*') && Action.join() === 'ec2:CreateTags';
      const byTag = Resource === INSTANCES && JSON.stringify(Condition).includes('/${TargetTagKey}');
      const byId = JSON.stringify(Resource).includes('TargetInstanceIds');
      assert.ok(ofSnapshots || byTag || byId, `${role}: ${Action}`);
    }
  });
});
