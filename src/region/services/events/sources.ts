import { arn, type Place } from '../../arn.ts';

/** What an event is about, from its detail: ARNs. */
type Resources = (detail: Readonly<Record<string, string>>, place: Place) => string[];

const none: Resources = () => [];

/** A maintenance window, and what is registered with it: the kind of resource, and where its id stands. */
const windowWith =
  (kind?: string, member = ''): Resources =>
  (detail, place) => [
    arn(place, 'ssm', `maintenancewindow/${detail['window-id']}`),
    ...(kind === undefined ? [] : [arn(place, 'ssm', `${kind}/${detail[member]}`)]),
  ];

/**
 * What the services of the Region tell, by detail type. Adding one: a line here.
 * Sources: EC2 User Guide, "State change events for Amazon EC2 instances"; Step Functions Developer Guide, "Automating Step
 * Functions event delivery with EventBridge"; Systems Manager User Guide, "Amazon EventBridge event examples for Systems Manager".
 */
export const resourcesOf: Readonly<Record<string, Resources>> = {
  'EC2 Command Status-change Notification': none,
  'EC2 Instance State-change Notification': ({ 'instance-id': id }, place) => [arn(place, 'ec2', `instance/${id}`)],
  'Maintenance Window Execution State-change Notification': windowWith(),
  'Maintenance Window State-change Notification': windowWith(),
  'Maintenance Window Target Registration Notification': windowWith('windowtarget', 'window-target-id'),
  'Maintenance Window Task Execution State-change Notification': windowWith(),
  'Maintenance Window Task Registration Notification': windowWith('windowtask', 'window-task-id'),
  'Maintenance Window Task Target Invocation State-change Notification': windowWith(),
  'Step Functions Execution Status Change': ({ executionArn }) => [executionArn!],
};
