import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::IAM::InstanceProfile". */
export const instanceProfile = resourceType({
  properties: {
    InstanceProfileName: { shape: 'String', change: 'replace' },
    Path: { shape: 'String', change: 'replace' },
    Roles: { shape: { list: 'String' }, required: true },
  },
  attributes: ['Arn'],
  iam: { name: 'InstanceProfileName' },

  create({ InstanceProfileName: given, Path, Roles }, { context, name }) {
    const InstanceProfileName = given ?? name(128);
    const { InstanceProfile } = context.call('iam', 'CreateInstanceProfile', { InstanceProfileName, Path });
    for (const RoleName of Roles) context.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    return { physicalId: InstanceProfileName, attributes: { Arn: InstanceProfile!.Arn! } };
  },

  update({ physicalId: InstanceProfileName, properties: from }, to, context) {
    for (const RoleName of from.Roles.filter((one) => !to.Roles.includes(one))) {
      unlessGone(() => context.call('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName }));
    }
    for (const RoleName of to.Roles.filter((one) => !from.Roles.includes(one))) {
      context.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    }
    return undefined;
  },

  remove({ physicalId: InstanceProfileName, properties }, context) {
    for (const RoleName of properties.Roles) {
      unlessGone(() => context.call('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName }));
    }
    unlessGone(() => context.call('iam', 'DeleteInstanceProfile', { InstanceProfileName }));
  },
});
