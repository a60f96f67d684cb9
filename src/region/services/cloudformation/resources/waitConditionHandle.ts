import { resourceType } from './resourceType.ts';

/**
 * A resource of nothing but its name. On AWS its Ref is a presigned URL for AWS::CloudFormation::WaitCondition, a type that this
 * Region does not have; so the URL carries no signature, and nobody waits behind it.
 * Source: CloudFormation Template Reference, "AWS::CloudFormation::WaitConditionHandle".
 */
export const waitConditionHandle = resourceType({
  properties: {},
  attributes: [],
  create: (_properties, { context, stackId, logicalId }) => ({
    physicalId: `https://cloudformation-waitcondition-${context.region}.s3.amazonaws.com/${encodeURIComponent(`${stackId}/${logicalId}`)}`,
  }),
  remove() {},
});
