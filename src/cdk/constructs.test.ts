import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { FleetMaintenance, type FleetMaintenanceProps } from './fleet-maintenance.ts';
import { PatternMaintenance } from './pattern-maintenance.ts';

const tagged = { targetTagKey: 'PatchWhen', targetTagValue: 'asleep' };
const outdir = mkdtempSync(join(tmpdir(), 'wakepatch-cdk-'));
after(() => rmSync(outdir, { recursive: true }));
const newStack = () => new Stack(new App({ outdir, analyticsReporting: false }), 'Mine');

function fleetWith(props: FleetMaintenanceProps, stack: Stack = newStack()): Template {
  new FleetMaintenance(stack, 'Patching', props);
  return Template.fromStack(stack);
}
const original = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../templates/${name}.json`, import.meta.url), 'utf8'));

describe('FleetMaintenance', () => {
  test('has the resources of the template, and no parameter or condition of it', () => {
    const { Resources, Parameters = {}, Conditions = {} } = fleetWith(tagged).toJSON();
    const types = (resources: Record<string, { Type: string }>) => Object.values(resources).map(({ Type }) => Type);
    const { AlarmSubscription, PatchInstanceTask, VolumeKeyPolicy, ...expected } =
      original('wakepatch-fleet').Resources;
    assert.deepEqual(types(Resources).sort(), types(expected).sort());
    assert.deepEqual([Object.keys(Parameters), Conditions], [['BootstrapVersion'], {}]);
  });

  test('takes properties for parameters: texts, numbers, choices', () => {
    const keys = 'arn:aws:kms:eu-west-1:123456789012:key/';
    const template = fleetWith({
      ...tagged,
      schedule: 'cron(0 2 ? * SUN *)',
      duration: 4,
      windowTask: 'PatchInstance',
      bootAgain: true,
      alarmAddress: 'ops@example.com',
      volumeKeyArns: `${keys}mine,${keys}theirs`,
    });
    template.hasResourceProperties('AWS::SSM::MaintenanceWindow', { Schedule: 'cron(0 2 ? * SUN *)', Duration: 4 });
    template.hasResourceProperties('AWS::SSM::MaintenanceWindowTask', { Targets: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'ops@example.com' });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: ['kms:CreateGrant'], Resource: [`${keys}mine`, `${keys}theirs`] }] },
    });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: { BootAgain: 'true', Duration: '4' },
    });
  });

  test('may do something to the selected instances only', () => {
    const onInstances = (props: FleetMaintenanceProps) =>
      JSON.stringify(fleetWith(props).findResources('AWS::IAM::Role')).match(
        /"aws:ResourceTag\/[^"]*":"[^"]*"|instance\/i-\w+/g,
      );
    assert.deepEqual(
      [...new Set(onInstances(tagged))],
      ['"aws:ResourceTag/PatchWhen":"asleep"', '"aws:ResourceTag/wakepatch:snapshot":"i-*"'],
    );
    assert.deepEqual(
      [...new Set(onInstances({ targetInstanceIds: ['i-0123456789abcdef0', 'i-0123456789abcdef1'] }))].filter((one) =>
        one.startsWith('instance'),
      ),
      ['instance/i-0123456789abcdef0', 'instance/i-0123456789abcdef1'],
    );
  });

  test('takes what only the deployment knows: documents and instances of the same app', () => {
    const stack = newStack();
    const document = new CfnDocument(stack, 'Quiesce', { content: { schemaVersion: '2.2' }, documentType: 'Command' });
    const instance = new CfnInstance(stack, 'Dormant', { imageId: 'ami-0123456789abcdef0' });
    const template = fleetWith({ targetInstanceIds: [instance.ref], preDocument: document.ref }, stack);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: { PreDocument: { Ref: 'Quiesce' } },
    });
    template.hasResourceProperties('AWS::SSM::MaintenanceWindowTarget', {
      Targets: [{ Key: 'InstanceIds', Values: { 'Fn::Split': [',', { Ref: 'Dormant' }] } }],
    });
    assert.match(JSON.stringify(template.toJSON()), /:document\/"\},\{"Ref":"Quiesce"\}/, 'the right to run it');
  });

  test('refuses what the template refuses, in its words', () => {
    const refused: [FleetMaintenanceProps, RegExp][] = [
      [{}, /Say which instances: either TargetTagKey and TargetTagValue, or TargetInstanceIds/],
      [{ targetTagKey: 'a' }, /belong together/],
      [{ ...tagged, schedule: 'daily' }, /schedule must be a rate\(\), cron\(\) or at\(\) expression, not "daily"/],
      [{ ...tagged, duration: 25 }, /duration must be a number from 1 to 24, not 25/],
      [{ ...tagged, logRetentionDays: 8 as 7 }, /logRetentionDays must be one of 1, 3, /],
      [{ targetInstanceIds: ['i-1'] }, /targetInstanceIds must be up to 50 instance ids .*not \["i-1"\]/],
    ];
    for (const [props, words] of refused) assert.throws(() => fleetWith(props), words);
    const stack = newStack();
    const key = new CfnParameter(stack, 'Key').valueAsString;
    assert.throws(() => fleetWith({ ...tagged, targetTagKey: key }, stack), /targetTagKey must be known .* is a token/);
  });

  test('stands more than once in a stack; one has the outputs that the command line looks for', () => {
    const stack = newStack();
    new FleetMaintenance(stack, 'Others', { targetTagKey: 'PatchWhen', targetTagValue: 'late', outputs: false });
    const { Outputs } = fleetWith(tagged, stack).toJSON();
    assert.deepEqual(Object.keys(Outputs).sort(), Object.keys(original('wakepatch-fleet').Outputs).sort());
    const names = Template.fromStack(stack).findResources('AWS::Logs::LogGroup', {});
    assert.deepEqual(
      Object.values(names).map(({ Properties }) => Properties.LogGroupName),
      [undefined, undefined],
    );
  });

  test('gives its parts to others: rights on them, alarms on them', () => {
    const stack = newStack();
    const fleet = new FleetMaintenance(stack, 'Patching', tagged);
    fleet.leaseSweeper.metricErrors().createAlarm(stack, 'SweeperFails', { threshold: 1, evaluationPeriods: 1 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'FunctionName', Value: Match.anyValue() }],
    });
    for (const arn of [fleet.patchFleet.stateMachineArn, fleet.alarmTopic.topicArn, fleet.evidenceBucket.bucketName])
      assert.match(JSON.stringify(stack.resolve(arn)), /\{"Ref":"Patching(PatchFleet|AlarmTopic|EvidenceBucket)\w+"\}/);
  });
});

describe('PatternMaintenance', () => {
  test('makes a demo instance, from the newest image, unless it is told which', () => {
    const [demo, existing] = [newStack(), newStack()];
    assert.ok(new PatternMaintenance(demo, 'Pattern').demoInstance);
    Template.fromStack(demo).hasResourceProperties('AWS::EC2::Instance', {
      ImageId: '{{resolve:ssm:/aws/service/debian/release/12/latest/amd64}}',
    });
    assert.equal(
      new PatternMaintenance(existing, 'Pattern', { createDemoInstance: false, ...tagged }).demoInstance,
      undefined,
    );
    Template.fromStack(existing).resourceCountIs('AWS::EC2::Instance', 0);
  });
});
