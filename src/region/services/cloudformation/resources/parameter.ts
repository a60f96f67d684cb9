import { unlessGone } from './gone.ts';
import { resourceType } from './resourceType.ts';
import { tagChanges } from './tags.ts';

/** Source: CloudFormation Template Reference, "AWS::SSM::Parameter". */
export const parameter = resourceType({
  properties: {
    AllowedPattern: { shape: 'String' },
    DataType: { shape: 'String' },
    Description: { shape: 'String' },
    Name: { shape: 'String', change: 'replace' },
    Tags: { shape: { map: 'String' } },
    Tier: { shape: 'String' },
    Type: { shape: 'String', required: true },
    Value: { shape: 'String', required: true },
  },
  attributes: ['Type', 'Value'],
  tags: { property: 'Tags', form: 'map' },

  create({ Name: given, Tags, ...properties }, { context, name }) {
    // CloudFormation's own names of parameters begin with CFN-
    const Name = given ?? `CFN-${name(1007)}`;
    context.call('ssm', 'PutParameter', { Name, ...ofType(properties), Tags: Tags && asList(Tags) });
    return { physicalId: Name, attributes: { Type: properties.Type, Value: properties.Value } };
  },

  update({ physicalId, properties: from }, { Name: _name, Tags, ...properties }, context) {
    context.call('ssm', 'PutParameter', { Name: physicalId, ...ofType(properties), Overwrite: true });
    const { set, remove } = tagChanges(asList(from.Tags ?? {}), asList(Tags ?? {}));
    const resource = { ResourceType: 'Parameter', ResourceId: physicalId } as const;
    if (remove.length > 0) context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: remove });
    if (set.length > 0) context.call('ssm', 'AddTagsToResource', { ...resource, Tags: set });
    return { Type: properties.Type, Value: properties.Value };
  },

  remove({ physicalId: Name }, context) {
    unlessGone(() => context.call('ssm', 'DeleteParameter', { Name }));
  },
});

/** The service holds `Type` and `Tier` to their values; here they are text. */
function ofType<P extends { Type: string; Tier?: string }>(properties: P) {
  return properties as P & { Type: 'String'; Tier?: 'Standard' };
}

function asList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
