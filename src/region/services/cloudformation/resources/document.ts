import { unlessGone } from './gone.ts';
import { jsonText } from './json.ts';
import { resourceType } from './resourceType.ts';
import type { Change } from './schema.ts';
import { tagChanges, tagList } from './tags.ts';

/** "UpdateMethod: […] By default, the type of replacement is Replace"; NewVersion changes the document in place. */
const byMethod = ({ UpdateMethod }: Readonly<Record<string, unknown>>): Change | undefined =>
  UpdateMethod === 'NewVersion' ? undefined : 'replace';

interface Written {
  Content: string | Readonly<Record<string, unknown>>;
  DocumentFormat?: string;
  TargetType?: string;
  VersionName?: string;
}

/** Source: CloudFormation Template Reference, "AWS::SSM::Document". */
export const document = resourceType({
  properties: {
    Content: { shape: 'Json', required: true, change: byMethod },
    DocumentFormat: { shape: 'String', change: byMethod },
    DocumentType: { shape: 'String', change: 'replace' },
    Name: { shape: 'String', change: 'replace' },
    Tags: tagList,
    TargetType: { shape: 'String', change: byMethod },
    UpdateMethod: { shape: 'String' },
    VersionName: { shape: 'String', change: byMethod },
  },
  attributes: [],
  tags: { property: 'Tags', form: 'list' },

  create({ Name: given, DocumentType, Tags, ...properties }, { context, name }) {
    const Name = given ?? name(128);
    context.call('ssm', 'CreateDocument', {
      ...written(properties),
      Name,
      // the service holds it to its values
      DocumentType: DocumentType as 'Command' | undefined,
      ...(Tags && { Tags }),
    });
    return { physicalId: Name };
  },

  update({ physicalId: Name, properties: from }, to, context) {
    if (JSON.stringify(written(from)) !== JSON.stringify(written(to))) {
      const { DocumentDescription } = context.call('ssm', 'UpdateDocument', {
        ...written(to),
        Name,
        DocumentVersion: '$LATEST',
      });
      const DocumentVersion = DocumentDescription!.DocumentVersion!;
      context.call('ssm', 'UpdateDocumentDefaultVersion', { Name, DocumentVersion });
    }
    const { set, remove } = tagChanges(from.Tags, to.Tags);
    const resource = { ResourceType: 'Document', ResourceId: Name } as const;
    if (remove.length > 0) context.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: remove });
    if (set.length > 0) context.call('ssm', 'AddTagsToResource', { ...resource, Tags: set });
    return undefined;
  },

  remove({ physicalId: Name }, context) {
    unlessGone(() => context.call('ssm', 'DeleteDocument', { Name }));
  },
});

/** What of the properties makes a version. Content given as an object is JSON, whatever the format of the template. */
function written({ Content, DocumentFormat, TargetType, VersionName }: Written) {
  return {
    Content: jsonText(Content),
    DocumentFormat: DocumentFormat as 'JSON' | undefined,
    TargetType,
    VersionName,
  };
}
