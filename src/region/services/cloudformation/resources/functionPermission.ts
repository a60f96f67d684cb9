import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::Lambda::Permission". Each change is another statement. */
export const functionPermission = resourceType({
  properties: {
    Action: { shape: 'String', required: true, change: 'replace' },
    FunctionName: { shape: 'String', required: true, change: 'replace' },
    Principal: { shape: 'String', required: true, change: 'replace' },
    SourceAccount: { shape: 'String', change: 'replace' },
    SourceArn: { shape: 'String', change: 'replace' },
  },
  attributes: ['Id'],

  create(properties, { context, name }) {
    const StatementId = name(100);
    context.call('lambda', 'AddPermission', { ...properties, StatementId });
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },

  remove({ physicalId: StatementId, properties: { FunctionName } }, context) {
    unlessGone(() => context.call('lambda', 'RemovePermission', { FunctionName, StatementId }));
  },
});
