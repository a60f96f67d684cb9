import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import {
  constraint,
  hierarchyTypeMismatch,
  parameterAlreadyExists,
  parameterPatternMismatch,
  validationException,
} from '../errors.ts';
import { checkNewName, parameterArn } from '../parameters/names.ts';
import { findParameter, saveParameter } from '../parameters/rows.ts';
import { addTags } from '../tags/rows.ts';

/** Characters of a value in the standard tier. */
const longestValue = 4096;

/** Makes a parameter, or a new version of it. Only the latest version is kept. */
export const PutParameter = operation<'ssm', 'PutParameter'>({
  accepts: ['Name', 'Description', 'Value', 'Type', 'Overwrite', 'AllowedPattern', 'Tags'],
  authorize: ({ Name, Tags = [] }, context) => [
    {
      action: 'ssm:PutParameter',
      resource: parameterArn(context, Name!),
      conditions: Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    },
  ],
  run({ Name, Description, Value, Type, Overwrite = false, AllowedPattern, Tags = [] }, { db, now, principal }) {
    const name = Name!;
    const value = Value!;
    checkNewName(name);
    if (Type === 'SecureString') throw notSupported('parameters of the type SecureString');
    if (Type !== undefined && Type !== 'String' && Type !== 'StringList')
      throw constraint(Type, 'type', 'Member must satisfy enum value set: [SecureString, StringList, String]');
    if (value.length < 1) throw constraint(value, 'value', 'Member must have length greater than or equal to 1');
    if (value.length > longestValue)
      throw validationException(
        `Standard tier parameters support a maximum parameter value of ${longestValue} characters.`,
      );
    if (Overwrite && Tags.length > 0)
      throw validationException(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
      );

    const before = findParameter(db, name);
    if (before !== undefined && !Overwrite)
      throw parameterAlreadyExists(
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    const type = Type ?? before?.type;
    if (type === undefined) throw validationException('A parameter type is required when you create a parameter.');
    if (before !== undefined && type !== before.type)
      throw hierarchyTypeMismatch(`You can't change a parameter's type from ${before.type} to ${type}.`);
    if (AllowedPattern !== undefined && !new RegExp(AllowedPattern).test(value))
      throw parameterPatternMismatch(`Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`);

    const version = (before?.version ?? 0) + 1;
    saveParameter(db, {
      name,
      type,
      value,
      version,
      modifiedAt: now,
      modifiedBy: principal.arn,
      description: Description ?? before?.description ?? null,
      allowedPattern: AllowedPattern ?? null,
    });
    addTags(db, 'Parameter', name, Tags);
    return { Version: version, Tier: 'Standard' };
  },
});
