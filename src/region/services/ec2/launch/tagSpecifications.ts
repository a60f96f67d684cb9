import type { ResourceType, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { arn } from '../../../arn.ts';
import { notSupported } from '../../../errors.ts';
import type { Context, Requirement } from '../../../service.ts';
import { tagConditions } from '../tagConditions.ts';
import { checkTags } from '../tags.ts';

/** What RunInstances creates and can tag. */
export const launchTaggable = ['instance', 'volume'] as const;

/**
 * @param types what the operation creates and can tag
 * @throws InvalidParameterValue; NotImplemented for the kinds of resources that the operation here does not create
 */
export function checkTagSpecifications(
  context: Context,
  specifications: readonly TagSpecification[],
  types: readonly ResourceType[],
  operation: string,
): void {
  for (const { ResourceType } of specifications)
    if (!types.some((type) => type === ResourceType))
      throw notSupported(`TagSpecifications with the ResourceType ${ResourceType} in ${operation}`);
  for (const type of types) checkTags(tagsFor(specifications, type), context.principal);
}

export function tagsFor(specifications: readonly TagSpecification[], type: ResourceType): Tag[] {
  return specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags ?? []);
}

/**
 * Tagging while creating takes `ec2:CreateTags` as well (Grant permission to tag Amazon EC2 resources during creation, User
 * Guide). @param operation that creates, which is the condition key `ec2:CreateAction`
 */
export function tagging(
  context: Context,
  specifications: readonly TagSpecification[],
  types: readonly ResourceType[],
  operation: string,
): Requirement[] {
  return types
    .map((type) => ({ type, tags: tagsFor(specifications, type) }))
    .filter(({ tags }) => tags.length > 0)
    .map(({ type, tags }) => ({
      action: 'ec2:CreateTags',
      resource: type === 'snapshot' ? `arn:aws:ec2:${context.region}::snapshot/*` : arn(context, 'ec2', `${type}/*`),
      conditions: { 'ec2:CreateAction': operation, ...tagConditions('Request', tags) },
    }));
}
