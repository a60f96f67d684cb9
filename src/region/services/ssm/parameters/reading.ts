import type { Parameter } from '@aws-sdk/client-ssm';
import { WireError } from '../../../errors.ts';
import type { Context } from '../../../service.ts';
import { parameterArn, parseReference } from './names.ts';
import { publicParameters } from './public.ts';
import { allParameters } from './rows.ts';

/** The account's parameters and the public ones, in the shape of the API. */
export function everyParameter(context: Context): Parameter[] {
  return [
    ...allParameters(context.db).map(({ name, type, value, version, modifiedAt }) => ({
      Name: name,
      Type: type,
      Value: value,
      Version: version,
      LastModifiedDate: new Date(modifiedAt),
      ARN: parameterArn(context, name),
      DataType: 'text',
    })),
    ...publicParameters(context).map(({ name, value, modifiedAt }) => ({
      Name: name,
      Type: 'String' as const,
      Value: value,
      Version: 1,
      LastModifiedDate: new Date(modifiedAt),
      ARN: parameterArn(context, name),
      DataType: 'aws:ec2:image',
    })),
  ];
}

/**
 * @param given a name or an ARN, with `:version` behind it where one is wanted
 * @returns undefined when there is no such parameter
 * @throws WireError ParameterVersionNotFound: only the latest version is kept, and no labels are
 */
export function readParameter(context: Context, given: string): Parameter | undefined {
  const { name, selector } = parseReference(given);
  const found = everyParameter(context).find((each) => each.Name === name);
  if (found === undefined || selector === '') return found;
  if (selector !== `:${found.Version}`)
    throw new WireError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector.slice(1)} of ${name}. Verify the version and try again.`,
    );
  return { ...found, Selector: selector };
}
