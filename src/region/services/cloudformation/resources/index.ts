/** The resource types there are. Adding one: a file, and a line here. */

import { bucket } from './bucket.ts';
import { bucketPolicy } from './bucketPolicy.ts';
import { document } from './document.ts';
import { eventBus } from './eventBus.ts';
import { eventRule } from './eventRule.ts';
import { lambdaFunction } from './function.ts';
import { functionPermission } from './functionPermission.ts';
import { instance } from './instance.ts';
import { instanceProfile } from './instanceProfile.ts';
import { logGroup } from './logGroup.ts';
import { logsResourcePolicy } from './logsResourcePolicy.ts';
import { maintenanceWindow } from './maintenanceWindow.ts';
import { maintenanceWindowTarget } from './maintenanceWindowTarget.ts';
import { maintenanceWindowTask } from './maintenanceWindowTask.ts';
import { managedPolicy } from './managedPolicy.ts';
import { parameter } from './parameter.ts';
import { patchBaseline } from './patchBaseline.ts';
import { policy } from './policy.ts';
import { resourceGroup } from './resourceGroup.ts';
import type { ResourceType } from './resourceType.ts';
import { role } from './role.ts';
import { stateMachine } from './stateMachine.ts';
import { topic } from './topic.ts';
import { topicPolicy } from './topicPolicy.ts';
import { topicSubscription } from './topicSubscription.ts';
import { waitConditionHandle } from './waitConditionHandle.ts';

export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudFormation::WaitConditionHandle': waitConditionHandle,
  'AWS::EC2::Instance': instance,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::Rule': eventRule,
  'AWS::IAM::InstanceProfile': instanceProfile,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': role,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': functionPermission,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Logs::ResourcePolicy': logsResourcePolicy,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::SNS::Subscription': topicSubscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::ResourceGroups::Group': resourceGroup,
  'AWS::SSM::Document': document,
  'AWS::SSM::MaintenanceWindow': maintenanceWindow,
  'AWS::SSM::MaintenanceWindowTarget': maintenanceWindowTarget,
  'AWS::SSM::MaintenanceWindowTask': maintenanceWindowTask,
  'AWS::SSM::Parameter': parameter,
  'AWS::SSM::PatchBaseline': patchBaseline,
  'AWS::StepFunctions::StateMachine': stateMachine,
};

/** @throws TypeError for a type of which a stack in the database has a resource, but which is not there any more */
export function resourceTypeOf(name: string): ResourceType {
  const type = resourceTypes[name];
  if (!type) throw new TypeError(`there is no resource type ${name}`);
  return type;
}
