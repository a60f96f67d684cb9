import { operation } from '../../../service.ts';
import { entityAlreadyExists } from '../errors.ts';
import { profiles } from '../rows.ts';
import { checkName, checkPath, entityArn, toProfile } from '../shapes.ts';

/** Source: IAM API Reference, "CreateInstanceProfile". */
export const CreateInstanceProfile = operation<'iam', 'CreateInstanceProfile'>({
  accepts: ['InstanceProfileName', 'Path', 'Tags'],
  authorize: (input, context) => [
    {
      action: 'iam:CreateInstanceProfile',
      resource: entityArn(context, 'instance-profile', '/', input.InstanceProfileName),
    },
  ],
  run(input, context) {
    const name = input.InstanceProfileName;
    checkName('instanceProfileName', name);
    const path = checkPath(input.Path ?? '/');
    if (profiles.find(context.db, name)) throw entityAlreadyExists(`Instance Profile ${name} already exists.`);
    const row = {
      name,
      id: `AIPA${context.hex(17).toUpperCase()}`,
      arn: entityArn(context, 'instance-profile', path, name),
      path,
      role: null,
      tags: JSON.stringify(input.Tags ?? []),
      createdAt: context.now,
    };
    profiles.insert(context.db, row);
    return { InstanceProfile: toProfile(context.db, row) };
  },
});
