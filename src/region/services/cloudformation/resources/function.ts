import { strToU8, zipSync } from 'fflate';
import { arn } from '../../../arn.ts';
import { WireError } from '../../../errors.ts';
import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges, tagList, tagMap } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::Lambda::Function". */
export const lambdaFunction = resourceType({
  properties: {
    Architectures: { shape: { list: 'String' } },
    Code: { shape: { members: { ZipFile: { shape: 'String', required: true } } }, required: true },
    Description: { shape: 'String' },
    Environment: { shape: { members: { Variables: { shape: { map: 'String' } } } } },
    FunctionName: { shape: 'String', change: 'replace' },
    Handler: { shape: 'String', required: true },
    LoggingConfig: { shape: { members: { LogGroup: { shape: 'String' }, LogFormat: { shape: 'String' } } } },
    MemorySize: { shape: 'Integer' },
    Role: { shape: 'String', required: true },
    Runtime: { shape: 'String', required: true },
    Tags: tagList,
    Timeout: { shape: 'Integer' },
  },
  attributes: ['Arn'],
  tags: { property: 'Tags', form: 'list' },

  create({ FunctionName: given, Code, Tags, ...properties }, { context, name }) {
    const FunctionName = given ?? name(64);
    context.call('lambda', 'CreateFunction', {
      FunctionName,
      ...forService(properties),
      Code: { ZipFile: archive(properties.Runtime, Code.ZipFile) },
      ...(Tags ? { Tags: tagMap(Tags) } : {}),
    });
    return { physicalId: FunctionName, attributes: { Arn: arn(context, 'lambda', `function:${FunctionName}`) } };
  },

  settled({ physicalId: FunctionName }, context) {
    const { Configuration: configuration } = context.call('lambda', 'GetFunction', { FunctionName });
    if (configuration?.State === 'Failed' || configuration?.LastUpdateStatus === 'Failed') {
      const reason = configuration.StateReason ?? configuration.LastUpdateStatusReason;
      throw new WireError('NotStabilized', `The function ${FunctionName} failed: ${reason}`);
    }
    return configuration?.State === 'Active' && configuration.LastUpdateStatus !== 'InProgress' ? {} : undefined;
  },

  update({ physicalId: FunctionName, properties: from }, { FunctionName: _name, Code, Tags, ...properties }, context) {
    if (
      Code.ZipFile !== from.Code.ZipFile ||
      JSON.stringify(properties.Architectures) !== JSON.stringify(from.Architectures)
    ) {
      context.call('lambda', 'UpdateFunctionCode', {
        FunctionName,
        ZipFile: archive(properties.Runtime, Code.ZipFile),
        Architectures: forService(properties).Architectures,
      });
    }
    const { Architectures: _architectures, ...configuration } = forService(properties);
    context.call('lambda', 'UpdateFunctionConfiguration', {
      FunctionName,
      ...configuration,
      // what is left out goes back to its default, as for a new function
      Description: configuration.Description ?? '',
      Environment: configuration.Environment ?? { Variables: {} },
      MemorySize: configuration.MemorySize ?? 128,
      Timeout: configuration.Timeout ?? 3,
    });
    const { set, remove } = tagChanges(from.Tags, Tags);
    const Resource = arn(context, 'lambda', `function:${FunctionName}`);
    if (remove.length > 0) context.call('lambda', 'UntagResource', { Resource, TagKeys: remove });
    if (set.length > 0) context.call('lambda', 'TagResource', { Resource, Tags: tagMap(set) });
    return undefined;
  },

  remove({ physicalId: FunctionName }, context) {
    unlessGone(() => context.call('lambda', 'DeleteFunction', { FunctionName }));
  },
});

/** The service holds these to their values; here they are text. */
function forService<P extends { Runtime: string; Architectures?: string[]; LoggingConfig?: { LogFormat?: string } }>(
  properties: P,
) {
  return properties as P & {
    Runtime: 'nodejs24.x';
    Architectures?: 'x86_64'[];
    LoggingConfig?: { LogFormat?: 'JSON' };
  };
}

/**
 * Inline code as the archive that Lambda takes: one file, named `index` with the suffix of the runtime's language. Its date is
 * fixed, so that the same code is the same archive (CodeSha256) again.
 */
function archive(runtime: string, code: string): Uint8Array {
  const file = runtime.startsWith('python') ? 'index.py' : 'index.js';
  return zipSync({ [file]: [strToU8(code), { mtime: new Date(1980, 0, 1) }] });
}
