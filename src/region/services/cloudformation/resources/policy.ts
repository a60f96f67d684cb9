import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';

/** An inline policy of roles. Source: CloudFormation Template Reference, "AWS::IAM::Policy". */
export const policy = resourceType({
  properties: {
    PolicyName: { shape: 'String', required: true },
    PolicyDocument: { shape: 'Json', required: true },
    Roles: { shape: { list: 'String' }, required: true },
  },
  attributes: [],
  iam: {},

  create({ PolicyName, PolicyDocument, Roles }, { context, name }) {
    for (const RoleName of Roles) {
      context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: jsonText(PolicyDocument) });
    }
    return { physicalId: name(128) };
  },

  update({ properties: from }, to, context) {
    for (const RoleName of to.Roles) {
      const { PolicyName, PolicyDocument } = to;
      context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: jsonText(PolicyDocument) });
    }
    for (const RoleName of from.Roles) {
      if (from.PolicyName === to.PolicyName && to.Roles.includes(RoleName)) continue;
      unlessGone(() => context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: from.PolicyName }));
    }
    return undefined;
  },

  remove({ properties: { PolicyName, Roles } }, context) {
    for (const RoleName of Roles) unlessGone(() => context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
  },
});
