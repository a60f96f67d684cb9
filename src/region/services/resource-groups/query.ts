/**
 * What the query of a group says. Source: AWS Resource Groups User Guide, "Creating query-based groups"; API page of the data
 * type ResourceQuery.
 */
import type { ResourceQuery } from '@aws-sdk/client-resource-groups';
import { notSupported } from '../../errors.ts';
import { badRequest } from './errors.ts';

export interface TagFilter {
  readonly Key: string;
  /** alternatives; none: whatever the value */
  readonly Values: readonly string[];
}

export type Query =
  | {
      readonly type: 'TAG_FILTERS_1_0';
      readonly resourceTypes: readonly string[];
      readonly tagFilters: readonly TagFilter[];
    }
  | { readonly type: 'CLOUDFORMATION_STACK_1_0'; readonly resourceTypes: readonly string[]; readonly stack: string };

export const allSupported = 'AWS::AllSupported';

/** @throws WireError BadRequestException */
export function readQuery({ Type, Query: text }: ResourceQuery): Query {
  const query = parsed(text!);
  const { ResourceTypeFilters: resourceTypes = [allSupported], TagFilters = [], StackIdentifier } = query;
  if (!isTexts(resourceTypes) || resourceTypes.length === 0)
    throw badRequest('Query not valid: ResourceTypeFilters must be a list of resource types.');
  if (Type === 'CLOUDFORMATION_STACK_1_0') {
    only(query, ['ResourceTypeFilters', 'StackIdentifier']);
    if (typeof StackIdentifier !== 'string') throw badRequest('Query not valid: StackIdentifier is missing.');
    return { type: Type, resourceTypes, stack: StackIdentifier };
  }
  if (Type !== 'TAG_FILTERS_1_0') throw badRequest(`Query not valid: the type ${Type} is not known.`);
  only(query, ['ResourceTypeFilters', 'TagFilters']);
  if (!Array.isArray(TagFilters) || TagFilters.length === 0 || TagFilters.length > 50)
    throw badRequest('Query not valid: TagFilters must have 1 to 50 filters.');
  return { type: Type, resourceTypes, tagFilters: TagFilters.map(readTagFilter) };
}

function readTagFilter(given: unknown): TagFilter {
  const { Key, Values = [] } = (given ?? {}) as Record<string, unknown>;
  if (typeof Key !== 'string' || !isTexts(Values) || Values.length > 20)
    throw badRequest('Query not valid: a TagFilter has a Key and up to 20 Values.');
  return { Key, Values };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const query: unknown = JSON.parse(text);
    if (typeof query === 'object' && query !== null) return query as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest('Query not valid: it is not a JSON object.');
}

function only(query: object, known: readonly string[]): void {
  const strange = Object.keys(query).find((name) => !known.includes(name));
  if (strange !== undefined) throw notSupported(`the member ${strange} in the query of a resource group`);
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
