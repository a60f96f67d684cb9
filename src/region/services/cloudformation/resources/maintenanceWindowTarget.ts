import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { targets } from './windowTargets.ts';

/** Source: CloudFormation Template Reference, "AWS::SSM::MaintenanceWindowTarget". */
export const maintenanceWindowTarget = resourceType({
  properties: {
    Description: { shape: 'String' },
    Name: { shape: 'String' },
    OwnerInformation: { shape: 'String' },
    ResourceType: { shape: 'String', required: true, change: 'replace' },
    Targets: { shape: targets, required: true },
    WindowId: { shape: 'String', required: true, change: 'replace' },
  },
  attributes: [],

  create({ ResourceType, ...properties }, { context }) {
    const { WindowTargetId } = context.call('ssm', 'RegisterTargetWithMaintenanceWindow', {
      ...properties,
      ResourceType: ResourceType as 'INSTANCE', // the service holds it to its values
    });
    return { physicalId: WindowTargetId! };
  },

  update({ physicalId: WindowTargetId }, { ResourceType: _type, ...properties }, context) {
    context.call('ssm', 'UpdateMaintenanceWindowTarget', { WindowTargetId, ...properties, Replace: true });
    return undefined;
  },

  remove({ physicalId: WindowTargetId, properties: { WindowId } }, context) {
    unlessGone(() => context.call('ssm', 'DeregisterTargetFromMaintenanceWindow', { WindowId, WindowTargetId }));
  },
});
