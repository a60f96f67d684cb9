import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::SSM::MaintenanceWindow". */
export const maintenanceWindow = resourceType({
  properties: {
    AllowUnassociatedTargets: { shape: 'Boolean', required: true },
    Cutoff: { shape: 'Integer', required: true },
    Description: { shape: 'String' },
    Duration: { shape: 'Integer', required: true },
    EndDate: { shape: 'String' },
    Name: { shape: 'String', required: true },
    Schedule: { shape: 'String', required: true },
    ScheduleOffset: { shape: 'Integer' },
    ScheduleTimezone: { shape: 'String' },
    StartDate: { shape: 'String' },
    Tags: tagList,
  },
  attributes: [],
  tags: { property: 'Tags', form: 'list' },

  create(properties, { context }) {
    const { WindowId } = context.call('ssm', 'CreateMaintenanceWindow', properties);
    return { physicalId: WindowId! };
  },

  update({ physicalId: WindowId, properties: from }, { Tags, ...properties }, context) {
    // With Replace what is left out is cleared; whether the window is enabled is no property and stays as it is.
    const { Enabled } = context.call('ssm', 'GetMaintenanceWindow', { WindowId });
    context.call('ssm', 'UpdateMaintenanceWindow', { WindowId, ...properties, Enabled, Replace: true });
    const { set, remove } = tagChanges(from.Tags, Tags);
    const resource = { ResourceType: 'MaintenanceWindow', ResourceId: WindowId } as const;
    if (remove.length > 0) context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: remove });
    if (set.length > 0) context.call('ssm', 'AddTagsToResource', { ...resource, Tags: set });
    return undefined;
  },

  remove({ physicalId: WindowId }, context) {
    unlessGone(() => context.call('ssm', 'DeleteMaintenanceWindow', { WindowId }));
  },
});
