/** A program and its arguments, and on which outcome of the one before it runs. */
export interface SimpleCommand {
  words: string[];
  runIf: 'always' | 'success' | 'failure';
}

/** What the simulated shell does not know, by name. */
export class UnsupportedSyntax extends Error {}

const separators: Record<string, SimpleCommand['runIf']> = {
  '&&': 'success',
  '||': 'failure',
  ';': 'always',
  '\n': 'always',
};
const unsupportedWords = new Set(['if', 'for', 'while', 'until', 'case', 'function', '{', '!', '[[']);

// In the order of precedence: each alternative is one kind of token of the POSIX Shell Command Language, section 2.3.
const token =
  /(?<space>[ \t]+|\\\n)|(?<comment>#[^\n]*)|(?<separator>&&|\|\||;|\n)|(?<unsupported>[|&<>()`]|\$[({])|(?<word>(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[^\s'"\\;&|<>()`])+)/y;

/**
 * The simple commands of a shell script: words with quotes and variables, separated by newlines, `;`, `&&` and `||`.
 * @throws UnsupportedSyntax for the rest of the shell language (pipes, redirections, substitutions, compound commands)
 */
export function parseScript(script: string, environment: Readonly<Record<string, string>>): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let current: SimpleCommand = { words: [], runIf: 'always' };
  const finish = (runIf: SimpleCommand['runIf']) => {
    if (current.words.length > 0) commands.push(current);
    // A newline after && or || continues the list.
    else if (runIf === 'always') return;
    current = { words: [], runIf };
  };

  token.lastIndex = 0;
  while (token.lastIndex < script.length) {
    const at = token.lastIndex;
    const groups = token.exec(script)?.groups;
    if (groups === undefined) throw new UnsupportedSyntax(`unterminated quote: ${script.slice(at)}`);
    if (groups.separator !== undefined) finish(separators[groups.separator]!);
    if (groups.unsupported !== undefined) throw new UnsupportedSyntax(`\`${groups.unsupported}\` is not supported`);
    if (groups.word === undefined) continue;
    if (current.words.length === 0 && unsupportedWords.has(groups.word)) {
      throw new UnsupportedSyntax(`\`${groups.word}\` is not supported`);
    }
    current.words.push(expand(groups.word, environment));
  }
  finish('always');
  return commands;
}

/** Variables and quotes of one word; there is no field splitting. */
function expand(word: string, environment: Readonly<Record<string, string>>): string {
  const variables = (text: string) =>
    text.replace(/\\(["\\$`])|\$(\w+)|\$[({]|`/g, (found, escaped?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (name !== undefined) return environment[name] ?? '';
      throw new UnsupportedSyntax(`\`${found}\` is not supported`);
    });
  return word.replace(/'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|[^'"\\]+/g, (bare, single, double, escaped) => {
    if (single !== undefined) return single;
    if (double !== undefined) return variables(double);
    if (escaped !== undefined) return escaped === '\n' ? '' : escaped; // an escaped newline continues the line
    return variables(bare);
  });
}
