import { notSupported } from '../../errors.ts';
import { invalidParameter } from './errors.ts';

/**
 * Reads a filter pattern for unstructured events: terms that must all be there, `-term` that must not, and `?term` of
 * which one must. Terms are of letters, digits and underscores, or in quotation marks; case matters.
 * Source: CloudWatch Logs User Guide, "Filter pattern syntax".
 * @throws WireError InvalidParameterException; NotImplemented for patterns of JSON, of columns and of regular expressions
 */
export function filterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (text.startsWith('{')) throw notSupported('filter patterns for JSON events');
  if (text.startsWith('[')) throw notSupported('filter patterns for space-delimited events');
  if (text.includes('%')) throw notSupported('regular expressions in filter patterns');
  const terms: { kind: string; term: string }[] = [];
  const term = /([-?]?)(?:"((?:[^"\\]|\\.)*)"|([\w]+))(?=\s|$)\s*/y;
  while (term.lastIndex < text.length) {
    const [, kind = '', quoted, bare = ''] = term.exec(text) ?? [];
    if (quoted === undefined && bare === '') throw invalidParameter('Invalid filter pattern');
    terms.push({ kind, term: quoted?.replaceAll(/\\(.)/g, '$1') ?? bare });
  }
  const of = (wanted: string) => terms.filter(({ kind }) => kind === wanted).map((each) => each.term);
  const [all, none, any] = [of(''), of('-'), of('?')];
  return (message) =>
    all.every((each) => message.includes(each)) &&
    !none.some((each) => message.includes(each)) &&
    (any.length === 0 || any.some((each) => message.includes(each)));
}
