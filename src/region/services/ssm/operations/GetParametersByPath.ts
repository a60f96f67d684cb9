import { operation } from '../../../service.ts';
import { validationException } from '../errors.ts';
import { page } from '../pages.ts';
import { isBelow, parameterArn } from '../parameters/names.ts';
import { everyParameter } from '../parameters/reading.ts';

export const GetParametersByPath = operation<'ssm', 'GetParametersByPath'>({
  accepts: ['Path', 'Recursive', 'WithDecryption', 'MaxResults', 'NextToken'],
  authorize: ({ Path }, context) => [{ action: 'ssm:GetParametersByPath', resource: parameterArn(context, Path!) }],
  run({ Path, Recursive = false, ...paging }, context) {
    if (!Path!.startsWith('/'))
      throw validationException(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    const found = everyParameter(context).filter(({ Name }) => isBelow(Name!, Path!, Recursive));
    const { items, NextToken } = page(found, paging, { least: 1, most: 10 });
    return { Parameters: items, NextToken };
  },
});
