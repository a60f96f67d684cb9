import type { Context, Requirement } from '../../../service.ts';
import { tagsOfResource } from '../tags/rows.ts';
import { bareName, documentArn } from './index.ts';

/** What IAM has to allow for an operation on a document, with its tags as condition keys. */
export const onDocument =
  (action: string) =>
  ({ Name }: { Name?: string | undefined }, context: Context): Requirement[] => [
    documentRequirement(action, Name!, context),
  ];

export function documentRequirement(action: string, name: string, context: Context): Requirement {
  const tags = tagsOfResource(context.db, 'Document', bareName(name));
  const conditions = tags.flatMap(({ Key, Value }) =>
    ['aws:ResourceTag', 'ssm:resourceTag'].map((prefix) => [`${prefix}/${Key}`, Value]),
  );
  return { action, resource: documentArn(context, name), conditions: Object.fromEntries(conditions) };
}
