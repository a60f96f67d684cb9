import { operation } from '../../../service.ts';
import { constraint } from '../errors.ts';
import { parameterArn, parseReference } from '../parameters/names.ts';
import { readParameter } from '../parameters/reading.ts';

export const GetParameters = operation<'ssm', 'GetParameters'>({
  accepts: ['Names', 'WithDecryption'],
  authorize: ({ Names }, context) =>
    Names!.map((name) => ({
      action: 'ssm:GetParameters',
      resource: parameterArn(context, parseReference(name).name),
    })),
  run({ Names }, context) {
    const names = Names!;
    if (names.length > 10)
      throw constraint(`[${names.join(', ')}]`, 'names', 'Member must have length less than or equal to 10');
    const found = names.map((name) => ({ name, parameter: readParameter(context, name) }));
    return {
      Parameters: found.flatMap(({ parameter }) => parameter ?? []),
      InvalidParameters: found.filter(({ parameter }) => parameter === undefined).map(({ name }) => name),
    };
  },
});
