import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::IAM::ManagedPolicy". */
export const managedPolicy = resourceType({
  properties: {
    Description: { shape: 'String', change: 'replace' },
    ManagedPolicyName: { shape: 'String', change: 'replace' },
    Path: { shape: 'String', change: 'replace' },
    // AWS makes another version of the policy; this Region's policies have one
    PolicyDocument: { shape: 'Json', required: true, change: 'refuse' },
    Roles: { shape: { list: 'String' } },
  },
  attributes: ['PolicyArn', 'PolicyId'],
  iam: { name: 'ManagedPolicyName' },

  create(properties, { context, name }) {
    const { Policy } = context.call('iam', 'CreatePolicy', {
      PolicyName: properties.ManagedPolicyName ?? name(128),
      PolicyDocument: jsonText(properties.PolicyDocument),
      Description: properties.Description,
      Path: properties.Path,
    });
    const PolicyArn = Policy!.Arn!;
    for (const RoleName of properties.Roles ?? []) context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    return { physicalId: PolicyArn, attributes: { PolicyArn, PolicyId: Policy!.PolicyId! } };
  },

  update({ physicalId: PolicyArn, properties: from }, to, context) {
    const [had, has] = [from.Roles ?? [], to.Roles ?? []];
    for (const RoleName of has.filter((one) => !had.includes(one))) {
      context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    for (const RoleName of had.filter((one) => !has.includes(one))) {
      unlessGone(() => context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
    return undefined;
  },

  remove({ physicalId: PolicyArn, properties }, context) {
    for (const RoleName of properties.Roles ?? []) {
      unlessGone(() => context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
    }
    unlessGone(() => context.call('iam', 'DeletePolicy', { PolicyArn }));
  },
});
