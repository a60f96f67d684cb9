/** Reads words: quotes, escapes, and all that begins with `$` (POSIX Shell Command Language, sections 2.2 and 2.6). */
import { type List, type Otherwise, type Part, UnsupportedSyntax, type Word } from './syntax.ts';

/** A place in a script, which goes on as it is read. */
export interface Reader {
  readonly source: string;
  at: number;
}

/** Reads the commands of `$(…)`, up to its closing parenthesis. */
type ReadCommands = (reader: Reader) => List;

const ends = /[\s;&|<>()]/;

/** The word that begins here; nothing where none does. */
export function readWord(reader: Reader, commands: ReadCommands): Word | undefined {
  const parts = readParts(reader, commands, (character) => ends.test(character));
  return parts.length === 0 ? undefined : parts;
}

function readParts(reader: Reader, commands: ReadCommands, isEnd: (character: string) => boolean): Part[] {
  const parts: Part[] = [];
  const { source } = reader;
  while (reader.at < source.length && !isEnd(source[reader.at]!)) {
    const character = source[reader.at]!;
    if (character === "'") parts.push(singleQuoted(reader));
    else if (character === '"') parts.push(...doubleQuoted(reader, commands));
    else if (character === '$') parts.push(dollar(reader, commands, false));
    else if (character === '`') throw new UnsupportedSyntax('`` ` `` is not supported: write $( )');
    else if (character === '\\') {
      const escaped = source[reader.at + 1] ?? '';
      if (escaped !== '\n') parts.push({ kind: 'text', text: escaped, quoted: true });
      reader.at += 2;
    } else {
      const from = reader.at;
      while (reader.at < source.length && !/['"$`\\]/.test(source[reader.at]!) && !isEnd(source[reader.at]!))
        reader.at += 1;
      parts.push({ kind: 'text', text: source.slice(from, reader.at), quoted: false });
    }
  }
  return parts;
}

function singleQuoted(reader: Reader): Part {
  const end = reader.source.indexOf("'", reader.at + 1);
  if (end < 0) throw unterminated(reader);
  const text = reader.source.slice(reader.at + 1, end);
  reader.at = end + 1;
  return { kind: 'text', text, quoted: true };
}

function doubleQuoted(reader: Reader, commands: ReadCommands): Part[] {
  const { source } = reader;
  const begin = reader.at;
  // An empty pair of quotes is a word too.
  const parts: Part[] = [{ kind: 'text', text: '', quoted: true }];
  reader.at += 1;
  while (source[reader.at] !== '"') {
    const character = source[reader.at];
    if (character === undefined) throw unterminated({ source, at: begin });
    if (character === '`') throw new UnsupportedSyntax('`` ` `` is not supported: write $( )');
    if (character === '$') parts.push(dollar(reader, commands, true));
    else {
      const [whole, escaped] = /^(?:\\(["\\$`\n])|\\|[^"\\$`]+)/.exec(source.slice(reader.at))!;
      if (escaped !== '\n') parts.push({ kind: 'text', text: escaped ?? whole, quoted: true });
      reader.at += whole.length;
    }
  }
  reader.at += 1;
  return parts;
}

function dollar(reader: Reader, commands: ReadCommands, quoted: boolean): Part {
  const rest = reader.source.slice(reader.at);
  if (rest.startsWith('$((')) return arithmetic(reader, commands, quoted);
  if (rest.startsWith('$(')) {
    reader.at += 2;
    return { kind: 'command', list: commands(reader), quoted };
  }
  if (rest.startsWith('${')) return braced(reader, commands, quoted);
  const [whole, name] = /^\$([A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? ['$'];
  reader.at += whole.length;
  if (name === undefined) return { kind: 'text', text: '$', quoted };
  if (['$', '!', '-'].includes(name)) throw new UnsupportedSyntax(`\`$${name}\` is not supported`);
  return { kind: 'parameter', name, quoted };
}

function arithmetic(reader: Reader, commands: ReadCommands, quoted: boolean): Part {
  reader.at += 3;
  let depth = 0;
  const text = readParts(reader, commands, (character) => {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    return depth < 0;
  });
  if (reader.source.slice(reader.at, reader.at + 2) !== '))') throw new UnsupportedSyntax('`$((` is not closed');
  reader.at += 2;
  return { kind: 'arithmetic', text, quoted };
}

function braced(reader: Reader, commands: ReadCommands, quoted: boolean): Part {
  const [whole, hash, name, operator] =
    /^\$\{(#?)([A-Za-z_]\w*|[0-9@*#?])(:?[-+=?]|##?|%%?)?/.exec(reader.source.slice(reader.at)) ?? [];
  if (whole === undefined || (hash !== '' && operator !== undefined))
    throw new UnsupportedSyntax(`\`${reader.source.slice(reader.at, reader.at + 12)}\` is not supported`);
  reader.at += whole.length;
  const word = readParts(reader, commands, (character) => character === '}');
  if (reader.source[reader.at] !== '}' || (operator === undefined && word.length > 0))
    throw new UnsupportedSyntax(`\`${whole}\` is not supported as it is used here`);
  reader.at += 1;
  const which = hash === '#' ? 'length' : (operator as Otherwise['operator'] | undefined);
  return { kind: 'parameter', name: name!, quoted, ...(which && { otherwise: { operator: which, word } }) };
}

const unterminated = ({ source, at }: Reader) =>
  new UnsupportedSyntax(`unterminated quote: ${source.slice(at, at + 40)}`);
