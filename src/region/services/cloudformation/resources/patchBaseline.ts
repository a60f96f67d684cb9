import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import type { Properties } from './schema.ts';
import { tagChanges, tagList } from './tags.ts';

const filterGroup = {
  members: {
    PatchFilters: { shape: { list: { members: { Key: { shape: 'String' }, Values: { shape: { list: 'String' } } } } } },
  },
} as const satisfies Properties[string]['shape'];

const rule = {
  members: {
    ApproveAfterDays: { shape: 'Integer' },
    ApproveUntilDate: { shape: 'String' },
    ComplianceLevel: { shape: 'String' },
    EnableNonSecurity: { shape: 'Boolean' },
    PatchFilterGroup: { shape: filterGroup },
  },
} as const satisfies Properties[string]['shape'];

/** Source: CloudFormation Template Reference, "AWS::SSM::PatchBaseline". */
export const patchBaseline = resourceType({
  properties: {
    ApprovalRules: { shape: { members: { PatchRules: { shape: { list: rule } } } } },
    ApprovedPatches: { shape: { list: 'String' } },
    ApprovedPatchesComplianceLevel: { shape: 'String' },
    ApprovedPatchesEnableNonSecurity: { shape: 'Boolean' },
    Description: { shape: 'String' },
    GlobalFilters: { shape: filterGroup },
    Name: { shape: 'String', required: true },
    OperatingSystem: { shape: 'String', change: 'replace' },
    PatchGroups: { shape: { list: 'String' } },
    RejectedPatches: { shape: { list: 'String' } },
    RejectedPatchesAction: { shape: 'String' },
    Tags: tagList,
  },
  attributes: [],
  tags: { property: 'Tags', form: 'list' },

  create({ PatchGroups = [], ...properties }, { context }) {
    const { BaselineId } = context.call('ssm', 'CreatePatchBaseline', forService(properties));
    for (const PatchGroup of PatchGroups) {
      context.call('ssm', 'RegisterPatchBaselineForPatchGroup', { BaselineId: BaselineId!, PatchGroup });
    }
    return { physicalId: BaselineId! };
  },

  update(
    { physicalId: BaselineId, properties: from },
    { PatchGroups, OperatingSystem: _system, Tags, ...properties },
    context,
  ) {
    context.call('ssm', 'UpdatePatchBaseline', { BaselineId, ...forService(properties), Replace: true });
    const [had, has] = [from.PatchGroups ?? [], PatchGroups ?? []];
    for (const PatchGroup of had.filter((group) => !has.includes(group))) {
      unlessGone(() => context.call('ssm', 'DeregisterPatchBaselineForPatchGroup', { BaselineId, PatchGroup }));
    }
    for (const PatchGroup of has.filter((group) => !had.includes(group))) {
      context.call('ssm', 'RegisterPatchBaselineForPatchGroup', { BaselineId, PatchGroup });
    }
    const { set, remove } = tagChanges(from.Tags, Tags);
    const resource = { ResourceType: 'PatchBaseline', ResourceId: BaselineId } as const;
    if (remove.length > 0) context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: remove });
    if (set.length > 0) context.call('ssm', 'AddTagsToResource', { ...resource, Tags: set });
    return undefined;
  },

  remove({ physicalId: BaselineId, properties: { PatchGroups = [] } }, context) {
    for (const PatchGroup of PatchGroups) {
      unlessGone(() => context.call('ssm', 'DeregisterPatchBaselineForPatchGroup', { BaselineId, PatchGroup }));
    }
    unlessGone(() => context.call('ssm', 'DeletePatchBaseline', { BaselineId }));
  },
});

/** The service holds names of systems, levels and keys to their values; here they are text. */
function forService<P extends object>(properties: P) {
  // biome-ignore lint/suspicious/noExplicitAny: every member has the service's own name and form
  return properties as any;
}
