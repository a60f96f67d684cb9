import { operation } from '../../../service.ts';
import { parameterNotFound } from '../errors.ts';
import { parameterArn, parseReference } from '../parameters/names.ts';
import { readParameter } from '../parameters/reading.ts';

export const GetParameter = operation<'ssm', 'GetParameter'>({
  // WithDecryption "is ignored for String and StringList parameter types", and there are no others here.
  accepts: ['Name', 'WithDecryption'],
  authorize: ({ Name }, context) => [
    { action: 'ssm:GetParameter', resource: parameterArn(context, parseReference(Name!).name) },
  ],
  run({ Name }, context) {
    const parameter = readParameter(context, Name!);
    if (parameter === undefined) throw parameterNotFound(`Parameter ${Name} not found.`);
    return { Parameter: parameter };
  },
});
