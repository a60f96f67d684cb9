import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { WireError } from '../../../errors.ts';
import { type Context, operation } from '../../../service.ts';
import { page } from '../pages.ts';
import { isBelow, parameterArn } from '../parameters/names.ts';
import { allParameters, type ParameterRow } from '../parameters/rows.ts';
import { tagsOfResource } from '../tags/rows.ts';

const invalidFilterOption = (option: string) =>
  new WireError('InvalidFilterOption', `The filter option ${option} is not valid.`);
const invalidFilterKey = (key: string) => new WireError('InvalidFilterKey', `The filter key ${key} is not valid.`);

const text = (value: string, option: string, wanted: string): boolean => {
  if (option === 'Equals') return value === wanted;
  if (option === 'BeginsWith') return value.startsWith(wanted);
  if (option === 'Contains') return value.includes(wanted);
  throw invalidFilterOption(option);
};

/** ParameterStringFilter, by key; the first option is the default. */
const filters: Readonly<
  Record<string, { option: string; matches(row: ParameterRow, option: string, value: string): boolean }>
> = {
  Name: { option: 'Equals', matches: ({ name }, option, value) => text(name, option, value) },
  Type: { option: 'Equals', matches: ({ type }, option, value) => text(type, option, value) },
  Path: {
    option: 'OneLevel',
    matches({ name }, option, value) {
      if (option !== 'OneLevel' && option !== 'Recursive') throw invalidFilterOption(option);
      return isBelow(name, value, option === 'Recursive');
    },
  },
};

function meets({ db }: Context, row: ParameterRow, { Key = '', Option, Values = [] }: ParameterStringFilter): boolean {
  if (Key.startsWith('tag:')) {
    const tag = tagsOfResource(db, 'Parameter', row.name).find((each) => each.Key === Key.slice('tag:'.length));
    return tag !== undefined && (Values.length === 0 || Values.includes(tag.Value!));
  }
  const filter = filters[Key];
  if (filter === undefined) throw invalidFilterKey(Key);
  return Values.some((value) => filter.matches(row, Option ?? filter.option, value));
}

/** The account's own parameters, without their values. */
export const DescribeParameters = operation<'ssm', 'DescribeParameters'>({
  accepts: ['ParameterFilters', 'MaxResults', 'NextToken'],
  run({ ParameterFilters = [], ...paging }, context) {
    const found = allParameters(context.db).filter((row) =>
      ParameterFilters.every((filter) => meets(context, row, filter)),
    );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return {
      Parameters: items.map(({ name, type, version, modifiedAt, modifiedBy, description, allowedPattern }) => ({
        Name: name,
        ARN: parameterArn(context, name),
        Type: type,
        LastModifiedDate: new Date(modifiedAt),
        LastModifiedUser: modifiedBy,
        ...(description !== null && { Description: description }),
        ...(allowedPattern !== null && { AllowedPattern: allowedPattern }),
        Version: version,
        Tier: 'Standard' as const,
        Policies: [],
        DataType: 'text',
      })),
      NextToken,
    };
  },
});
