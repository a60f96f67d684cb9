/** The shell's own commands (POSIX Shell Command Language, section 2.14, and the utilities that touch no file). */
import { Leave, type Shell, type Streams } from './shell.ts';
import { evaluateTest, isAboutFiles } from './test.ts';

/** @returns the exit code; undefined where a program has to do it */
export type Builtin = (
  shell: Shell,
  args: string[],
  streams: Streams,
) => number | undefined | Promise<number | undefined>;

const testing =
  (name: string): Builtin =>
  (_shell, args, streams) => {
    const expression = name === '[' ? args.slice(0, -1) : args;
    if (name === '[' && args.at(-1) !== ']') return complain(streams, '[: missing ]', 2);
    if (isAboutFiles(expression)) return undefined;
    const result = evaluateTest(expression, () => false);
    return typeof result === 'string' ? complain(streams, `${name}: ${result}`, 2) : Number(!result);
  };

export const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  '[': testing('['),
  break: (_, [count = '1']) => {
    throw new Leave('break', Number(count));
  },
  async command(shell, args, streams) {
    const [option, name = ''] = args;
    if (option !== '-v') return shell.machine.run(args, shell.variables, streams);
    if (shell.functions.has(name) || Object.hasOwn(builtins, name)) {
      streams.out(`${name}\n`);
      return 0;
    }
    return shell.machine.run(['which', name], shell.variables, streams);
  },
  continue: (_, [count = '1']) => {
    throw new Leave('continue', Number(count));
  },
  echo(_, args, { out }) {
    const [first, ...rest] = args;
    out(first === '-n' ? rest.join(' ') : `${args.join(' ')}\n`);
    return 0;
  },
  exit: (shell, [code]) => {
    throw new Leave('exit', Number(code ?? shell.status) & 255);
  },
  export: assign,
  false: () => 1,
  local: assign,
  printf(_, [format = '', ...args], { out }) {
    out(formatted(format, args));
    return 0;
  },
  read(shell, args, { input }) {
    const names = args.filter((arg) => arg !== '-r');
    const end = input.text.indexOf('\n');
    const line = end < 0 ? input.text : input.text.slice(0, end);
    const none = input.text === '';
    input.text = end < 0 ? '' : input.text.slice(end + 1);
    let rest = line.replace(/^[ \t]+|[ \t]+$/g, '');
    for (const [index, name] of names.entries()) {
      const [, first = '', more = ''] = /^([^ \t]*)[ \t]*([\s\S]*)$/.exec(rest)!;
      shell.variables.set(name, index === names.length - 1 ? rest : first);
      rest = more;
    }
    return none || end < 0 ? 1 : 0;
  },
  return: (shell, [code]) => {
    throw new Leave('return', Number(code ?? shell.status) & 255);
  },
  set(shell, args, streams) {
    for (const arg of args) {
      const [, sign, flags] = /^([-+])([eu]+)$/.exec(arg) ?? [];
      if (flags === undefined) return complain(streams, `set: unsupported here: ${args.join(' ')}`, 2);
      if (flags.includes('e')) shell.errexit = sign === '-';
      if (flags.includes('u')) shell.nounset = sign === '-';
    }
    return 0;
  },
  shift(shell, [count = '1']) {
    shell.positional = shell.positional.slice(Number(count));
    return 0;
  },
  test: testing('test'),
  true: () => 0,
  unset(shell, names) {
    for (const name of names) shell.variables.delete(name);
    return 0;
  },
};

/** All variables are the programs' too, so exporting one is giving it its value. */
function assign(shell: Shell, args: string[]): number {
  for (const arg of args) {
    const [, name, value] = /^(\w+)=([\s\S]*)$/.exec(arg) ?? [];
    if (name !== undefined) shell.variables.set(name, value!);
  }
  return 0;
}

function complain({ err }: Streams, message: string, code: number): number {
  err(`${message}\n`);
  return code;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };

/** printf(1): `%s`, `%d`, `%b`, `%%` with flags and widths, again for as long as there are arguments. */
function formatted(format: string, args: readonly string[]): string {
  const left = [...args];
  const unescaped = (text: string) => text.replace(/\\([ntr\\"'])/g, (_, letter: string) => escapes[letter]!);
  let all = '';
  do {
    all += format.replace(/\\([ntr\\"'])|%(-?)(0?)(\d*)([sdb%])/g, (_, letter, minus, zero, width, kind) => {
      if (letter !== undefined) return escapes[letter]!;
      if (kind === '%') return '%';
      const value = left.shift() ?? (kind === 'd' ? '0' : '');
      const shown = kind === 'b' ? unescaped(value) : value;
      return minus ? shown.padEnd(Number(width)) : shown.padStart(Number(width), zero && kind === 'd' ? '0' : ' ');
    });
  } while (left.length > 0 && /%-?\d*[sdb]/.test(format));
  return all;
}
