import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { isGone, unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import type { OfProperties, Properties } from './schema.ts';
import { tagList } from './tags.ts';

const properties = {
  BucketEncryption: {
    shape: {
      members: {
        ServerSideEncryptionConfiguration: {
          required: true,
          shape: {
            list: {
              members: {
                BucketKeyEnabled: { shape: 'Boolean' },
                ServerSideEncryptionByDefault: {
                  shape: { members: { SSEAlgorithm: { shape: 'String', required: true } } },
                },
              },
            },
          },
        },
      },
    },
  },
  BucketName: { shape: 'String', change: 'replace' },
  LifecycleConfiguration: {
    shape: {
      members: {
        Rules: {
          required: true,
          shape: {
            list: {
              members: {
                ExpirationInDays: { shape: 'Integer' },
                Id: { shape: 'String' },
                Prefix: { shape: 'String' },
                Status: { shape: 'String', required: true },
              },
            },
          },
        },
      },
    },
  },
  OwnershipControls: {
    shape: {
      members: {
        Rules: {
          required: true,
          shape: { list: { members: { ObjectOwnership: { shape: 'String', required: true } } } },
        },
      },
    },
  },
  PublicAccessBlockConfiguration: {
    shape: {
      members: {
        BlockPublicAcls: { shape: 'Boolean' },
        BlockPublicPolicy: { shape: 'Boolean' },
        IgnorePublicAcls: { shape: 'Boolean' },
        RestrictPublicBuckets: { shape: 'Boolean' },
      },
    },
  },
  Tags: tagList,
} as const satisfies Properties;

type Wanted = OfProperties<typeof properties>;

/** Source: CloudFormation Template Reference, "AWS::S3::Bucket". */
export const bucket = resourceType({
  properties,
  attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName'],
  tags: { property: 'Tags', form: 'list' },

  create(wanted, { context, name }) {
    const Bucket = wanted.BucketName ?? name(63).toLowerCase();
    // In us-east-1 S3 makes no fuss of a bucket that is there already; a stack must not take it for its own.
    if (exists(context, Bucket))
      throw new WireError('BucketAlreadyExists', `${Bucket} already exists`, { status: 409 });
    const { region } = context;
    context.call('s3', 'CreateBucket', {
      Bucket,
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
    });
    configure(context, Bucket, {}, wanted);
    return {
      physicalId: Bucket,
      attributes: {
        Arn: `arn:aws:s3:::${Bucket}`,
        DomainName: `${Bucket}.s3.amazonaws.com`,
        DualStackDomainName: `${Bucket}.s3.dualstack.${region}.amazonaws.com`,
        RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
      },
    };
  },

  label(Bucket, tags, context) {
    const present = unlessGone(() => context.call('s3', 'GetBucketTagging', { Bucket }))?.TagSet ?? [];
    const own = present.map(({ Key = '', Value = '' }) => ({ Key, Value }));
    context.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [...own, ...tags] } });
  },

  update({ physicalId, properties: from }, to, context) {
    configure(context, physicalId, from, to);
    return undefined;
  },

  remove({ physicalId: Bucket }, context) {
    unlessGone(() => context.call('s3', 'DeleteBucket', { Bucket }));
  },
});

function exists(context: Context, Bucket: string): boolean {
  try {
    context.call('s3', 'HeadBucket', { Bucket });
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** A property of the bucket, and the call that brings it about. The service holds text to the values that it may have. */
type Setting = (context: Context, Bucket: string, wanted: Wanted) => void;

const settings: { readonly [K in Exclude<keyof Wanted, 'BucketName'>]-?: Setting } = {
  BucketEncryption(context, Bucket, { BucketEncryption }) {
    if (!BucketEncryption) return void context.call('s3', 'DeleteBucketEncryption', { Bucket });
    const Rules = BucketEncryption.ServerSideEncryptionConfiguration.map((rule) => ({
      BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
      ...(rule.ServerSideEncryptionByDefault && {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: rule.ServerSideEncryptionByDefault.SSEAlgorithm as 'AES256',
        },
      }),
    }));
    context.call('s3', 'PutBucketEncryption', { Bucket, ServerSideEncryptionConfiguration: { Rules } });
  },

  LifecycleConfiguration(context, Bucket, { LifecycleConfiguration }) {
    if (!LifecycleConfiguration) return void context.call('s3', 'DeleteBucketLifecycle', { Bucket });
    const Rules = LifecycleConfiguration.Rules.map(({ ExpirationInDays, Id, Prefix = '', Status }) => ({
      ...(Id !== undefined && { ID: Id }),
      ...(ExpirationInDays !== undefined && { Expiration: { Days: ExpirationInDays } }),
      Filter: { Prefix },
      Status: Status as 'Enabled',
    }));
    context.call('s3', 'PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration: { Rules } });
  },

  OwnershipControls(context, Bucket, { OwnershipControls }) {
    if (!OwnershipControls) return void context.call('s3', 'DeleteBucketOwnershipControls', { Bucket });
    const Rules = OwnershipControls.Rules.map((rule) => ({
      ObjectOwnership: rule.ObjectOwnership as 'BucketOwnerEnforced',
    }));
    context.call('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls: { Rules } });
  },

  PublicAccessBlockConfiguration(context, Bucket, { PublicAccessBlockConfiguration }) {
    if (!PublicAccessBlockConfiguration) return void context.call('s3', 'DeletePublicAccessBlock', { Bucket });
    context.call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration });
  },

  Tags(context, Bucket, { Tags }) {
    if (!Tags) return void context.call('s3', 'DeleteBucketTagging', { Bucket });
    context.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: Tags } });
  },
};

/** Brings about what differs. What a new bucket has by itself is left to it where the template says nothing. */
function configure(context: Context, Bucket: string, from: Wanted, to: Wanted): void {
  for (const [name, set] of Object.entries(settings) as [keyof typeof settings, Setting][])
    if (JSON.stringify(from[name]) !== JSON.stringify(to[name])) set(context, Bucket, to);
}
