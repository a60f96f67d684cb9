import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { arn } from '../../../arn.ts';
import { notSupported } from '../../../errors.ts';
import type { Context, Requirement } from '../../../service.ts';
import { tagConditions } from '../tagConditions.ts';
import { checkTags } from '../tags.ts';

/** What RunInstances creates and can tag. */
const taggable = ['instance', 'volume'] as const;

/** @throws InvalidParameterValue; NotImplemented for the kinds of resources that a launch here does not create */
export function checkTagSpecifications(context: Context, specifications: readonly TagSpecification[]): void {
  for (const { ResourceType } of specifications)
    if (!taggable.some((type) => type === ResourceType))
      throw notSupported(`TagSpecifications with the ResourceType ${ResourceType} in RunInstances`);
  for (const type of taggable) checkTags(tagsFor(specifications, type), context.principal);
}

export function tagsFor(specifications: readonly TagSpecification[], type: (typeof taggable)[number]): Tag[] {
  return specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags ?? []);
}

/** Tagging while launching takes `ec2:CreateTags` as well (Grant permission to tag Amazon EC2 resources, User Guide). */
export function tagging(context: Context, specifications: readonly TagSpecification[]): Requirement[] {
  return taggable
    .map((type) => ({ type, tags: tagsFor(specifications, type) }))
    .filter(({ tags }) => tags.length > 0)
    .map(({ type, tags }) => ({
      action: 'ec2:CreateTags',
      resource: arn(context, 'ec2', `${type}/*`),
      conditions: { 'ec2:CreateAction': 'RunInstances', ...tagConditions('Request', tags) },
    }));
}
