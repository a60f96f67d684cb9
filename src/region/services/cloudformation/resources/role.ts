import type { Context } from '../../../service.ts';
import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::IAM::Role". */
export const role = resourceType({
  properties: {
    AssumeRolePolicyDocument: { shape: 'Json', required: true },
    Description: { shape: 'String' },
    ManagedPolicyArns: { shape: { list: 'String' } },
    MaxSessionDuration: { shape: 'Integer' },
    Path: { shape: 'String', change: 'replace' },
    Policies: {
      shape: {
        list: {
          members: {
            PolicyName: { shape: 'String', required: true },
            PolicyDocument: { shape: 'Json', required: true },
          },
        },
      },
    },
    RoleName: { shape: 'String', change: 'replace' },
    Tags: tagList,
  },
  attributes: ['Arn', 'RoleId'],
  iam: { name: 'RoleName' },
  tags: { property: 'Tags', form: 'list' },

  create(properties, { context, name }) {
    const RoleName = properties.RoleName ?? name(64);
    const { Role } = context.call('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: jsonText(properties.AssumeRolePolicyDocument),
      Path: properties.Path,
      Description: properties.Description,
      MaxSessionDuration: properties.MaxSessionDuration,
      Tags: properties.Tags,
    });
    for (const PolicyArn of properties.ManagedPolicyArns ?? [])
      context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    for (const policy of properties.Policies ?? []) putPolicy(context, RoleName, policy);
    return { physicalId: RoleName, attributes: { Arn: Role!.Arn!, RoleId: Role!.RoleId! } };
  },

  label(RoleName, tags, context) {
    context.call('iam', 'TagRole', { RoleName, Tags: [...tags] });
  },

  update({ physicalId: RoleName, properties: from }, to, context) {
    const trust = jsonText(to.AssumeRolePolicyDocument);
    if (trust !== jsonText(from.AssumeRolePolicyDocument)) {
      context.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument: trust });
    }
    if (to.Description !== from.Description || to.MaxSessionDuration !== from.MaxSessionDuration) {
      context.call('iam', 'UpdateRole', {
        RoleName,
        Description: to.Description ?? '',
        MaxSessionDuration: to.MaxSessionDuration ?? 3600,
      });
    }
    const [had, has] = [from.ManagedPolicyArns ?? [], to.ManagedPolicyArns ?? []];
    for (const PolicyArn of has.filter((arn) => !had.includes(arn))) {
      context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    for (const PolicyArn of had.filter((arn) => !has.includes(arn))) {
      unlessGone(() => context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
    const inline = to.Policies ?? [];
    for (const policy of inline) putPolicy(context, RoleName, policy);
    for (const { PolicyName } of from.Policies ?? []) {
      if (inline.some((policy) => policy.PolicyName === PolicyName)) continue;
      unlessGone(() => context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
    }
    const { set, remove } = tagChanges(from.Tags, to.Tags);
    if (remove.length > 0) context.call('iam', 'UntagRole', { RoleName, TagKeys: remove });
    if (set.length > 0) context.call('iam', 'TagRole', { RoleName, Tags: set });
    return undefined;
  },

  remove({ physicalId: RoleName, properties }, context) {
    for (const PolicyArn of properties.ManagedPolicyArns ?? []) {
      unlessGone(() => context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
    for (const { PolicyName } of properties.Policies ?? []) {
      unlessGone(() => context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
    }
    unlessGone(() => context.call('iam', 'DeleteRole', { RoleName }));
  },
});

function putPolicy(
  context: Context,
  RoleName: string,
  policy: { PolicyName: string; PolicyDocument: string | Readonly<Record<string, unknown>> },
): void {
  const { PolicyName, PolicyDocument } = policy;
  context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: jsonText(PolicyDocument) });
}
