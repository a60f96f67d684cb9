import { WireError } from '../../../errors.ts';
import { isGone, unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList } from './tags.ts';

/**
 * Tags change in place. Where AWS would stop the instance for a change, or change the instance's network interface, this Region
 * refuses the change instead of replacing a disk that AWS would keep.
 * Source: CloudFormation Template Reference, "AWS::EC2::Instance".
 */
export const instance = resourceType({
  properties: {
    IamInstanceProfile: { shape: 'String', change: 'refuse' },
    ImageId: { shape: 'String', required: true, change: 'replace' },
    InstanceType: { shape: 'String', change: 'refuse' },
    MetadataOptions: {
      shape: { members: { HttpTokens: { shape: 'String' }, HttpEndpoint: { shape: 'String' } } },
      change: 'refuse',
    },
    SecurityGroupIds: { shape: { list: 'String' }, change: 'refuse' },
    SubnetId: { shape: 'String', change: 'replace' },
    Tags: tagList,
    UserData: { shape: 'String', change: 'refuse' },
  },
  attributes: ['AvailabilityZone', 'InstanceId', 'PrivateDnsName', 'PrivateIp', 'PublicDnsName', 'PublicIp', 'VpcId'],
  tags: { property: 'Tags', form: 'list' },

  create({ Tags, IamInstanceProfile, ...properties }, { context }) {
    const { Instances } = context.call('ec2', 'RunInstances', {
      ...properties,
      // the service holds these to their values
      InstanceType: properties.InstanceType as 't3.micro' | undefined,
      MetadataOptions: properties.MetadataOptions as { HttpTokens?: 'required'; HttpEndpoint?: 'enabled' } | undefined,
      MinCount: 1,
      MaxCount: 1,
      ...(IamInstanceProfile === undefined ? {} : { IamInstanceProfile: { Name: IamInstanceProfile } }),
      ...(Tags && Tags.length > 0 ? { TagSpecifications: [{ ResourceType: 'instance', Tags }] } : {}),
    });
    return { physicalId: Instances![0]!.InstanceId! };
  },

  label(id, tags, context) {
    context.call('ec2', 'CreateTags', { Resources: [id], Tags: [...tags] });
  },

  settled({ physicalId }, context) {
    const { Reservations } = context.call('ec2', 'DescribeInstances', { InstanceIds: [physicalId] });
    const found = Reservations?.[0]?.Instances?.[0];
    const state = found?.State?.Name;
    // a person may stop it afterwards; that is no reason to hold up an update
    if (state === 'pending') return undefined;
    if (state !== 'running' && state !== 'stopping' && state !== 'stopped') {
      throw new WireError(
        'NotStabilized',
        `Instance ${physicalId} failed to start: ${found?.StateReason?.Message ?? `it is ${state}`}`,
      );
    }
    // what an instance does not have, such as a public address, is no attribute of it
    const attributes = {
      AvailabilityZone: found?.Placement?.AvailabilityZone,
      InstanceId: physicalId,
      PrivateDnsName: found?.PrivateDnsName,
      PrivateIp: found?.PrivateIpAddress,
      PublicDnsName: found?.PublicDnsName,
      PublicIp: found?.PublicIpAddress,
      VpcId: found?.VpcId,
    };
    return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  },

  update({ physicalId, properties: from }, { Tags }, context) {
    const { set, remove } = tagChanges(from.Tags, Tags);
    const Resources = [physicalId];
    if (remove.length > 0) context.call('ec2', 'DeleteTags', { Resources, Tags: remove.map((Key) => ({ Key })) });
    if (set.length > 0) context.call('ec2', 'CreateTags', { Resources, Tags: set });
    return undefined;
  },

  remove({ physicalId }, context) {
    unlessGone(() => context.call('ec2', 'TerminateInstances', { InstanceIds: [physicalId] }));
  },

  removed({ physicalId }, context) {
    try {
      const { Reservations } = context.call('ec2', 'DescribeInstances', { InstanceIds: [physicalId] });
      return Reservations?.[0]?.Instances?.[0]?.State?.Name === 'terminated';
    } catch (error) {
      if (isGone(error)) return true;
      throw error;
    }
  },
});
