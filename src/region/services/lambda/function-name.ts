import { arn, type Place } from '../../arn.ts';
import { constraintViolated, functionNotFound } from './errors.ts';

const pattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:([a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

export function functionArn(place: Place, name: string): string {
  return arn(place, 'lambda', `function:${name}`);
}

/**
 * The function that a `FunctionName` means: a name, a partial ARN (`123456789012:function:name`) or an ARN, each of them
 * perhaps with a qualifier. The Region has no published versions and no aliases, so the only one that is found is $LATEST.
 * @throws WireError ValidationException, ResourceNotFoundException
 */
export function parseFunctionName(place: Place, value: string, qualifier?: string): string {
  const [, region = place.region, account = place.account, name = '', own] = pattern.exec(value) ?? [];
  if (name === '' || name.length > 64)
    throw constraintViolated(
      value,
      'functionName',
      'Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?',
    );
  const version = qualifier ?? own;
  if (region !== place.region || account !== place.account)
    throw functionNotFound(functionArn({ region, account }, name));
  if (version !== undefined && version !== '$LATEST') throw functionNotFound(`${functionArn(place, name)}:${version}`);
  return name;
}

/** The session in which a function has its role: named like it, though STS asks for two characters at least. */
export function sessionName(name: string): string {
  return name.padEnd(2, '_');
}
