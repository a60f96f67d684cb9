import type { MaintenanceWindowTaskInvocationParameters } from '@aws-sdk/client-ssm';
import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import type { OfProperties, Properties } from './schema.ts';
import { targets } from './windowTargets.ts';

/** What each type of task is given. Source: Template Reference, "AWS::SSM::MaintenanceWindowTask TaskInvocationParameters". */
const invocationParameters = {
  MaintenanceWindowStepFunctionsParameters: {
    shape: { members: { Input: { shape: 'String' }, Name: { shape: 'String' } } },
  },
  MaintenanceWindowLambdaParameters: {
    shape: {
      members: { ClientContext: { shape: 'String' }, Payload: { shape: 'String' }, Qualifier: { shape: 'String' } },
    },
  },
  MaintenanceWindowRunCommandParameters: {
    shape: {
      members: {
        Comment: { shape: 'String' },
        DocumentVersion: { shape: 'String' },
        Parameters: { shape: { map: { list: 'String' } } },
        ServiceRoleArn: { shape: 'String' },
        TimeoutSeconds: { shape: 'Integer' },
      },
    },
  },
} as const satisfies Properties;

/** Source: CloudFormation Template Reference, "AWS::SSM::MaintenanceWindowTask". */
export const maintenanceWindowTask = resourceType({
  properties: {
    CutoffBehavior: { shape: 'String' },
    Description: { shape: 'String' },
    MaxConcurrency: { shape: 'String' },
    MaxErrors: { shape: 'String' },
    Name: { shape: 'String' },
    Priority: { shape: 'Integer', required: true },
    ServiceRoleArn: { shape: 'String' },
    Targets: { shape: targets },
    TaskArn: { shape: 'String', required: true },
    TaskInvocationParameters: { shape: { members: invocationParameters } },
    TaskType: { shape: 'String', required: true, change: 'replace' },
    WindowId: { shape: 'String', required: true, change: 'replace' },
  },
  attributes: [],

  create({ TaskType, TaskInvocationParameters, CutoffBehavior, ...properties }, { context }) {
    const { WindowTaskId } = context.call('ssm', 'RegisterTaskWithMaintenanceWindow', {
      ...properties,
      // the service holds both to their values
      TaskType: TaskType as 'STEP_FUNCTIONS',
      CutoffBehavior: CutoffBehavior as 'CANCEL_TASK' | undefined,
      TaskInvocationParameters: toService(TaskInvocationParameters),
    });
    return { physicalId: WindowTaskId! };
  },

  update(
    { physicalId: WindowTaskId },
    { TaskType: _type, TaskInvocationParameters, CutoffBehavior, ...properties },
    context,
  ) {
    context.call('ssm', 'UpdateMaintenanceWindowTask', {
      WindowTaskId,
      ...properties,
      CutoffBehavior: CutoffBehavior as 'CANCEL_TASK' | undefined,
      TaskInvocationParameters: toService(TaskInvocationParameters),
      Replace: true,
    });
    return undefined;
  },

  remove({ physicalId: WindowTaskId, properties: { WindowId } }, context) {
    unlessGone(() => context.call('ssm', 'DeregisterTaskFromMaintenanceWindow', { WindowId, WindowTaskId }));
  },
});

/** The same members without their prefix; a Lambda payload is base64 in templates and bytes in the API. */
function toService(
  parameters: OfProperties<typeof invocationParameters> | undefined,
): MaintenanceWindowTaskInvocationParameters | undefined {
  if (!parameters) return undefined;
  const {
    MaintenanceWindowStepFunctionsParameters,
    MaintenanceWindowLambdaParameters,
    MaintenanceWindowRunCommandParameters,
  } = parameters;
  const payload = MaintenanceWindowLambdaParameters?.Payload;
  return {
    StepFunctions: MaintenanceWindowStepFunctionsParameters,
    Lambda: MaintenanceWindowLambdaParameters && {
      ...MaintenanceWindowLambdaParameters,
      Payload: payload === undefined ? undefined : Uint8Array.from(Buffer.from(payload, 'base64')),
    },
    RunCommand: MaintenanceWindowRunCommandParameters,
  };
}
