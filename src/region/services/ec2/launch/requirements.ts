import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { arn } from '../../../arn.ts';
import type { Context, Requirement } from '../../../service.ts';
import { tagConditions } from '../tagConditions.ts';
import { metadataOptions } from './metadata.ts';
import { place } from './placement.ts';
import { passing, resolveProfile } from './profile.ts';
import { rootVolume } from './rootVolume.ts';
import { launchTaggable, tagging, tagsFor } from './tagSpecifications.ts';

/** What IAM has to allow for a launch (Actions, resources, and condition keys for Amazon EC2, `RunInstances`). */
export function launchRequirements(input: RunInstancesRequest, context: Context): Requirement[] {
  const specifications = input.TagSpecifications ?? [];
  const profile = input.IamInstanceProfile && resolveProfile(context, input.IamInstanceProfile);
  const { subnet, securityGroupIds } = place(context.db, input);
  const own = (type: string) => arn(context, 'ec2', type);
  const on = (resource: string, conditions: NonNullable<Requirement['conditions']> = {}): Requirement => ({
    action: 'ec2:RunInstances',
    resource,
    conditions: { 'ec2:Region': context.region, ...conditions },
  });
  return [
    on(`arn:aws:ec2:${context.region}::image/${input.ImageId}`),
    on(own('instance/*'), {
      'ec2:AvailabilityZone': subnet.availabilityZone,
      'ec2:InstanceProfile': profile?.profile.Arn,
      'ec2:InstanceMarketType': input.InstanceMarketOptions?.MarketType ?? 'on-demand',
      'ec2:InstanceType': input.InstanceType,
      'ec2:MetadataHttpTokens': metadataOptions.HttpTokens,
      ...tagConditions('Request', tagsFor(specifications, 'instance')),
    }),
    on(own('network-interface/*')),
    ...securityGroupIds.map((id) => on(own(`security-group/${id}`))),
    on(own(`subnet/${subnet.id}`), { 'ec2:AvailabilityZone': subnet.availabilityZone }),
    on(own('volume/*'), {
      'ec2:Encrypted': String(rootVolume(input).encrypted),
      ...tagConditions('Request', tagsFor(specifications, 'volume')),
    }),
    ...tagging(context, specifications, launchTaggable, 'RunInstances'),
    ...(profile ? passing(profile) : []),
  ];
}
