/** Programs that make text of text. */
import type { CommandResult } from '../../driver.ts';
import { files } from './files.ts';
import { failed, type Program, printed, reader } from './program.ts';

/** The lines of what is piped in, or of the files that are named. */
function filter(
  name: string,
  work: (lines: string[], options: readonly string[]) => CommandResult,
  /** options that take a value of their own */
  valued: readonly string[] = [],
  /** whether the first word that is no option is the program's own */
  own = 0,
): Program {
  return reader((args, disk, { input, now }) => {
    const options: string[] = [];
    const operands: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at]!;
      if (valued.includes(arg)) options.push(arg, args[++at] ?? '');
      else if (arg.startsWith('-') && arg !== '-') options.push(arg);
      else operands.push(arg);
    }
    const paths = operands.slice(own);
    const known = files(disk, now);
    const missing = paths.find((path) => known[path] === undefined);
    if (missing !== undefined) return failed(2, `${name}: ${missing}: No such file or directory`);
    const text = paths.length === 0 ? input : paths.map((path) => known[path]).join('');
    return work(text.split('\n').slice(0, text.endsWith('\n') || text === '' ? -1 : undefined), [
      ...options,
      ...operands.slice(0, own),
    ]);
  });
}

const refused = (name: string, option: string) => failed(2, `${name}: unsupported here: ${option}`);

export const filters: Readonly<Record<string, Program>> = {
  cut: filter(
    'cut',
    (lines, options) => {
      const given = options.join('').match(/^(?:-d(?<by>.))?-f(?<from>\d+)(?<to>-\d*)?(?:-d(?<after>.))?$/s)?.groups;
      if (given === undefined) return refused('cut', options.join(' '));
      const by = given.by ?? given.after ?? '\t';
      const from = Number(given.from) - 1;
      const to = given.to === undefined ? from + 1 : Number(given.to.slice(1)) || undefined;
      return printed(lines.map((line) => (line.includes(by) ? line.split(by).slice(from, to).join(by) : line)));
    },
    ['-d', '-f'],
  ),
  grep: filter(
    'grep',
    (lines, all) => {
      const wanted = all.at(-1) ?? '';
      const options = all.slice(0, -1).join('').replaceAll('-', '');
      const strange = /[^EFciqv]/.exec(options)?.[0];
      if (strange !== undefined) return refused('grep', `-${strange}`);
      const source = options.includes('F')
        ? wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        : options.includes('E')
          ? wanted
          : // In a basic regular expression these stand for themselves.
            wanted.replace(/[+?(){}|]/g, '\\$&');
      const pattern = new RegExp(source, options.includes('i') ? 'i' : '');
      const found = lines.filter((line) => pattern.test(line) !== options.includes('v'));
      const shown = options.includes('q') ? [] : options.includes('c') ? [String(found.length)] : found;
      return printed(shown, found.length > 0 ? 0 : 1);
    },
    [],
    1,
  ),
  head: filter('head', (lines, options) => counted('head', options, (count) => lines.slice(0, count)), ['-n']),
  sort: filter('sort', (lines, [option, ...more]) => {
    if (more.length > 0 || (option !== undefined && option !== '-u')) return refused('sort', `${option}`);
    const sorted = [...lines].sort((a, b) => (a < b ? -1 : Number(a > b)));
    return printed(option === '-u' ? [...new Set(sorted)] : sorted);
  }),
  tail: filter('tail', (lines, options) => counted('tail', options, (count) => lines.slice(-count)), ['-n']),
  tr: reader(([from = '', to = '', ...more], _disk, { input }) => {
    if (more.length > 0) return refused('tr', more.join(' '));
    const unescaped = (text: string) => text.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
    const characters = (text: string) => new RegExp(`[${text.replace(/[\\\]^]/g, '\\$&')}]`, 'g');
    if (from === '-d') return { exitCode: 0, stdout: input.replace(characters(unescaped(to)), ''), stderr: '' };
    const [a, b] = [unescaped(from), unescaped(to)];
    if (a.length !== b.length || /.-./.test(a)) return refused('tr', `${from} ${to}`);
    const stdout = [...input].map((letter) => (a.includes(letter) ? b[a.indexOf(letter)]! : letter)).join('');
    return { exitCode: 0, stdout, stderr: '' };
  }),
  wc: filter('wc', (lines, [option, ...more]) =>
    option === '-l' && more.length === 0 ? printed([String(lines.length)]) : refused('wc', `${option ?? 'without -l'}`),
  ),
};

/** `-n 3`, `-n3` or `-3`; default 10 */
function counted(name: string, options: readonly string[], take: (count: number) => string[]): CommandResult {
  const [, count] = /^(?:-n?(\d+))?$/.exec(options.join('')) ?? ['', 'x'];
  return count === 'x' ? refused(name, options.join(' ')) : printed(take(Number(count ?? 10)));
}
