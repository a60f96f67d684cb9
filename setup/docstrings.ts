/** Reads what sources say of themselves: declarations with their docstrings, as the formatter lays them out. */

export interface Declaration {
  readonly kind: 'class' | 'const' | 'function' | 'interface' | 'type';
  readonly name: string;
  /** the docstring as plain text, one paragraph an element */
  readonly paragraphs: readonly string[];
  /** from its first word to its end, without `export` */
  readonly text: string;
}

const DECLARATION =
  /^(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?(?:export )?(?:abstract )?(?:async )?(class|const|function|interface|type) (\w+)/gm;

/** Every declaration of a module that is not within another one. */
export function declarationsOf(source: string): Declaration[] {
  return [...source.matchAll(DECLARATION)].map(({ 0: head, 1: comment = '', 2: kind, 3: name = '', index }) => {
    const keyword = head.lastIndexOf(`${kind} ${name}`);
    return {
      kind: kind as Declaration['kind'],
      name,
      paragraphs: paragraphsOf(comment),
      text: textFrom(source, index + keyword),
    };
  });
}

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  readonly paragraphs: readonly string[];
  /** as `@default` says */
  readonly default?: string;
}

const MEMBER = /^ {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?(?:readonly )?(\w+)(\??): ([^;]+);$/gm;

/** The members of an interface, or the public fields of a class. */
export function membersOf({ text }: Declaration): Member[] {
  return [...text.matchAll(MEMBER)].map(([, comment = '', name = '', optional, type = '']) => {
    const [before = '', initial] = comment.split('@default ');
    return {
      name,
      optional: optional === '?',
      type,
      paragraphs: paragraphsOf(before),
      ...(initial && { default: paragraphsOf(initial).join(' ') }),
    };
  });
}

function paragraphsOf(comment: string): string[] {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
  return lines
    .join('\n')
    .split(/\n{2,}|\n(?=\* )/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter(Boolean);
}

/** A declaration ends with the first line that closes it at the margin, or with its own line. */
function textFrom(source: string, from: number): string {
  const rest = source.slice(from);
  const [firstLine = ''] = rest.split('\n');
  if (/[{([]$|=$/.test(firstLine)) return rest.slice(0, (/^[})\]][^\n]*$/m.exec(rest)?.index ?? 0) + 1) || rest;
  return firstLine;
}
