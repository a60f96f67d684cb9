/** Parameter names (User Guide, "Parameter name requirements and constraints"). */
import { arn, type Place } from '../../../arn.ts';
import { hierarchyLevelLimitExceeded, validationException } from '../errors.ts';

/** Public parameters are AWS's, in no account. */
const isPublic = (name: string): boolean => /^\/?aws\/service\//.test(name);

/** `/a/b` -> `arn:aws:ssm:us-east-1:123456789012:parameter/a/b` */
export function parameterArn(place: Place, name: string): string {
  const owner = isPublic(name) ? { ...place, account: '' } : place;
  return arn(owner, 'ssm', `parameter/${name.replace(/^\//, '')}`);
}

export interface Reference {
  readonly name: string;
  /** `:3` as it was given, or empty */
  readonly selector: string;
}

/** A name or an ARN, with a version or a label behind a colon. */
export function parseReference(given: string): Reference {
  const name = given.replace(/^arn:aws:ssm:[^:]*:[^:]*:parameter(?=\/)/, '');
  const colon = name.indexOf(':');
  return colon < 0 ? { name, selector: '' } : { name: name.slice(0, colon), selector: name.slice(colon) };
}

const mostLevels = 15;

/** @throws WireError ValidationException, HierarchyLevelLimitExceededException */
export function checkNewName(name: string): void {
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || name.length > 1011)
    throw validationException(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (/^\/?(aws|ssm)/i.test(name))
    throw validationException(`Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive).`);
  if (name.includes('/') && !name.startsWith('/'))
    throw validationException('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > mostLevels)
    throw hierarchyLevelLimitExceeded(`A parameter name hierarchy can have a maximum of ${mostLevels} levels.`);
}

/** Whether a name lies below a path, at once or, recursively, at any depth. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}
