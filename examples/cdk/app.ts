/** A fleet with a hook of its own, an alarm on the sweeper, and somebody who hears of it. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { FleetMaintenance } from 'wakepatch/cdk';

const app = new App();
const stack = new Stack(app, 'Patching');

const quiesce = new CfnDocument(stack, 'Quiesce', {
  documentType: 'Command',
  content: {
    schemaVersion: '2.2',
    description: 'Makes the application ready to be patched',
    mainSteps: [{ name: 'sync', action: 'aws:runShellScript', inputs: { runCommand: ['sync'] } }],
  },
});

const fleet = new FleetMaintenance(stack, 'Fleet', {
  targetTagKey: 'PatchWhen',
  targetTagValue: 'asleep',
  schedule: 'cron(0 2 ? * SUN *)',
  scheduleTimezone: 'Europe/Berlin',
  duration: 4,
  canaries: '2',
  maxConcurrency: '20%',
  maxErrors: '5%',
  preDocument: quiesce.ref,
  snapshotsToKeep: 2,
});

fleet.alarmTopic.addSubscription(new EmailSubscription('operator@example.com'));

fleet.leaseSweeper
  .metricErrors({ period: Duration.minutes(15) })
  .createAlarm(stack, 'SweeperFails', { threshold: 1, evaluationPeriods: 2 })
  .addAlarmAction(new SnsAction(fleet.alarmTopic));
