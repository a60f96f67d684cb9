import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::Logs::ResourcePolicy". */
export const logsResourcePolicy = resourceType({
  properties: {
    PolicyDocument: { shape: 'String', required: true },
    PolicyName: { shape: 'String', required: true, change: 'replace' },
  },
  attributes: [],

  create({ PolicyName: policyName, PolicyDocument: policyDocument }, { context }) {
    context.call('logs', 'PutResourcePolicy', { policyName, policyDocument });
    return { physicalId: policyName };
  },

  update({ physicalId: policyName }, { PolicyDocument: policyDocument }, context) {
    context.call('logs', 'PutResourcePolicy', { policyName, policyDocument });
    return undefined;
  },

  remove({ physicalId: policyName }, context) {
    unlessGone(() => context.call('logs', 'DeleteResourcePolicy', { policyName }));
  },
});
