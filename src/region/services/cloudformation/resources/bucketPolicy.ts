import { WireError } from '../../../errors.ts';
import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';

/** Source: CloudFormation Template Reference, "AWS::S3::BucketPolicy". */
export const bucketPolicy = resourceType({
  properties: {
    Bucket: { shape: 'String', required: true, change: 'replace' },
    PolicyDocument: { shape: 'Json', required: true },
  },
  attributes: [],

  create({ Bucket, PolicyDocument }, { context }) {
    if (unlessGone(() => context.call('s3', 'GetBucketPolicy', { Bucket })))
      throw new WireError('BucketPolicyAlreadyExists', `The bucket policy already exists on bucket ${Bucket}.`, {
        status: 409,
      });
    context.call('s3', 'PutBucketPolicy', { Bucket, Policy: jsonText(PolicyDocument) });
    return { physicalId: Bucket };
  },

  update(_standing, { Bucket, PolicyDocument }, context) {
    context.call('s3', 'PutBucketPolicy', { Bucket, Policy: jsonText(PolicyDocument) });
    return undefined;
  },

  remove({ physicalId: Bucket }, context) {
    unlessGone(() => context.call('s3', 'DeleteBucketPolicy', { Bucket }));
  },
});
