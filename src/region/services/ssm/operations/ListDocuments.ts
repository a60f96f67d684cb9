import { operation } from '../../../service.ts';
import { identify } from '../documents/describe.ts';
import type { Document } from '../documents/document.ts';
import { documents } from '../documents/index.ts';
import { invalidFilterKey } from '../errors.ts';
import { page } from '../pages.ts';

/** DocumentKeyValuesFilter, by key. */
const filters: Readonly<Record<string, (values: readonly string[], document: Document) => boolean>> = {
  Owner: (values) => values.some((value) => value === 'Amazon' || value === 'Public' || value === 'All'),
  Name: (values, { name }) => values.some((value) => name.startsWith(value)),
  PlatformTypes: (values, { platformTypes }) => values.some((value) => platformTypes.some((type) => type === value)),
  DocumentType: (values) => values.includes('Command'),
};

export const ListDocuments = operation<'ssm', 'ListDocuments'>({
  accepts: ['Filters', 'MaxResults', 'NextToken'],
  run({ Filters = [], ...paging }) {
    const found = [...documents.values()].filter((document) =>
      Filters.every(({ Key, Values = [] }) => {
        const filter = filters[Key!];
        if (filter === undefined) throw invalidFilterKey(`The filter key ${Key} is not valid.`);
        return filter(Values, document);
      }),
    );
    const { items, NextToken } = page(found, paging, { least: 1, most: 50 });
    return { DocumentIdentifiers: items.map(identify), NextToken };
  },
});
