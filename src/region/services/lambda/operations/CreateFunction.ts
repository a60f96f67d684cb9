import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { checkArchive } from '../archive.ts';
import { configurationMembers, configure, describeFunction } from '../configuration.ts';
import { constraintViolated, functionAlreadyExists, invalidParameterValue } from '../errors.ts';
import { checkRole, describeCode, onFunction, passRole, requestTags } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { findFunction, insertFunction } from '../rows.ts';

/** Source: Lambda API Reference, "CreateFunction". Code comes in the request; versions are not published. */
export const CreateFunction = operation<'lambda', 'CreateFunction'>({
  accepts: [...configurationMembers, 'FunctionName', 'Code.ZipFile', 'PackageType', 'Architectures', 'Publish', 'Tags'],
  authorize: (input, context) => {
    const create = onFunction(context, 'CreateFunction', input.FunctionName);
    return [{ ...create, conditions: requestTags(input.Tags ?? {}) }, passRole(input.Role)];
  },
  run(input, context) {
    const name = parseFunctionName(context, input.FunctionName);
    if (input.Publish) throw notSupported('the publishing of function versions');
    if (input.PackageType === 'Image') throw notSupported('functions made of container images');
    if (!input.Runtime || !input.Handler)
      throw invalidParameterValue(
        'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      );
    const [architecture = 'x86_64', ...more] = input.Architectures ?? [];
    if (more.length > 0 || (architecture !== 'x86_64' && architecture !== 'arm64'))
      throw constraintViolated(
        `[${input.Architectures?.join(', ')}]`,
        'architectures',
        'Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]',
      );
    const defaults = { description: '', timeout: 3, memorySize: 128, variables: {}, logGroup: `/aws/lambda/${name}` };
    const configuration = configure(
      { ...defaults, architecture, runtime: 'nodejs24.x', role: input.Role, handler: input.Handler },
      input,
    );
    const code = input.Code?.ZipFile ?? new Uint8Array();
    checkArchive(code, 'CreateFunction');
    checkRole(context, input.Role, name);
    if (findFunction(context.db, name)) throw functionAlreadyExists(name);
    const row = {
      name,
      configuration,
      ...describeCode(code),
      revision: context.uuid(),
      modified: context.now,
      tags: input.Tags ?? {},
    };
    insertFunction(context.db, row, code);
    context.addEffect({ service: 'lambda', name: 'warm', key: row.revision, payload: { name } });
    return describeFunction(context, row);
  },
});
