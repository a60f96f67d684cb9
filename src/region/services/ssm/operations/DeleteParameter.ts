import { operation } from '../../../service.ts';
import { parameterNotFound } from '../errors.ts';
import { parameterArn } from '../parameters/names.ts';
import { deleteParameter } from '../parameters/rows.ts';
import { forgetTags } from '../tags/rows.ts';

export const DeleteParameter = operation<'ssm', 'DeleteParameter'>({
  accepts: ['Name'],
  authorize: ({ Name }, context) => [{ action: 'ssm:DeleteParameter', resource: parameterArn(context, Name!) }],
  run({ Name }, { db }) {
    if (!deleteParameter(db, Name!)) throw parameterNotFound(`Parameter ${Name} not found.`);
    forgetTags(db, 'Parameter', Name!);
    return {};
  },
});
