import { notSupported } from '../../../errors.ts';
import { type Context, operation } from '../../../service.ts';
import { identify } from '../documents/describe.ts';
import type { Document } from '../documents/document.ts';
import { amazonDocuments, findDocument } from '../documents/index.ts';
import { allOwnDocuments } from '../documents/rows.ts';
import { invalidFilterKey } from '../errors.ts';
import { page } from '../pages.ts';
import { tagsOfResource } from '../tags/rows.ts';

/** Owner -> whether a document is one of theirs. Private are those that nobody else may use. */
const owners: Readonly<Record<string, (document: Document) => boolean>> = {
  All: () => true,
  Amazon: ({ own }) => own === undefined,
  Private: ({ own }) => own !== undefined,
  Public: ({ own }) => own === undefined,
  Self: ({ own }) => own !== undefined,
};

/** DocumentKeyValuesFilter, by key. */
const filters: Readonly<Record<string, (values: readonly string[], document: Document, context: Context) => boolean>> =
  {
    Owner: (values, document) => values.some((value) => owners[value]?.(document)),
    Name: (values, { name }) => values.some((value) => name.startsWith(value)),
    PlatformTypes: (values, { platformTypes }) => values.some((value) => platformTypes.some((type) => type === value)),
    DocumentType: (values) => values.includes('Command'),
  };

function matches(key: string, values: readonly string[], document: Document, context: Context): boolean {
  if (key.startsWith('tag:')) {
    const tag = tagsOfResource(context.db, 'Document', document.name).find((each) => `tag:${each.Key}` === key);
    return document.own !== undefined && tag !== undefined && values.includes(tag.Value!);
  }
  const filter = filters[key];
  if (filter !== undefined) return filter(values, document, context);
  throw ['SearchKeyword', 'TargetType'].includes(key)
    ? notSupported(`the filter ${key} of ListDocuments`)
    : invalidFilterKey(`The filter key ${key} is not valid.`);
}

/** The documents of AWS, then those of the account, in the order of their names. */
export const ListDocuments = operation<'ssm', 'ListDocuments'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters = [], ...paging }, context) {
    const own = allOwnDocuments(context.db).map(({ name }) => findDocument(context, name));
    const found = [...amazonDocuments.values(), ...own].filter((document) =>
      Filters.every(({ Key, Values = [] }) => matches(Key!, Values, document, context)),
    );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return { DocumentIdentifiers: items.map((document) => identify(document, context)), NextToken };
  },
});
