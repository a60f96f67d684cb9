/** Runs a script's tree (POSIX Shell Command Language, section 2.9), on whatever runs its programs. */
import { DivisionByZero } from './arithmetic.ts';
import { type Builtin, builtins } from './builtins.ts';
import { fields, pattern, text, Unset } from './expand.ts';
import { matchesGlob } from './glob.ts';
import { Leave, type Machine, type Shell, type Streams } from './shell.ts';
import { type Command, type List, type Pipeline, type Redirection, UnsupportedSyntax } from './syntax.ts';

/** What a shell begins with. */
export interface Beginning {
  readonly variables: Readonly<Record<string, string>>;
  /** `$0` */
  readonly zero: string;
  readonly positional: readonly string[];
  readonly errexit: boolean;
  readonly nounset: boolean;
}

export function newShell(machine: Machine, { variables, ...beginning }: Beginning): Shell {
  const shell: Shell = {
    ...beginning,
    machine,
    variables: new Map(Object.entries(variables)),
    functions: new Map(),
    status: 0,
    conditions: 0,
    err: () => {},
    substituted: false,
    turns: { count: 0 },
    capture: ({ list }) => capture(shell, list),
  };
  return shell;
}

/** Runs a script to its end. @returns the exit code @throws UnsupportedSyntax, what the machine throws */
export async function interpret(shell: Shell, script: List, streams: Streams): Promise<number> {
  try {
    return await runList(shell, script, streams);
  } catch (error) {
    if (error instanceof Leave) return error.what === 'exit' || error.what === 'return' ? error.value : shell.status;
    if (!(error instanceof Unset || error instanceof DivisionByZero)) throw error;
    streams.err(`${shell.zero}: ${error.message}\n`);
    return 2;
  }
}

/** A shell that begins as this one is, and changes nothing in it. */
function subshell(shell: Shell): Shell {
  const copy: Shell = {
    ...shell,
    variables: new Map(shell.variables),
    functions: new Map(shell.functions),
    capture: ({ list }) => capture(copy, list),
  };
  return copy;
}

async function capture(shell: Shell, list: List): Promise<string> {
  let printed = '';
  const out = (more: string) => {
    printed += more;
  };
  shell.status = await interpret(subshell(shell), list, { input: { text: '' }, out, err: shell.err });
  shell.substituted = true;
  return printed;
}

async function runList(shell: Shell, list: List, streams: Streams): Promise<number> {
  for (const [index, { pipeline, runIf }] of list.entries()) {
    if ((runIf === 'success' && shell.status !== 0) || (runIf === 'failure' && shell.status === 0)) continue;
    const handled = list[index + 1] !== undefined && list[index + 1]!.runIf !== 'always';
    if (handled) shell.conditions += 1;
    shell.status = await runPipeline(shell, pipeline, streams);
    if (handled) shell.conditions -= 1;
    if (shell.status !== 0 && shell.errexit && shell.conditions === 0 && !handled && !pipeline.negated)
      throw new Leave('exit', shell.status);
  }
  return shell.status;
}

async function runPipeline(shell: Shell, { negated, commands }: Pipeline, streams: Streams): Promise<number> {
  if (negated) shell.conditions += 1;
  let status = 0;
  let { input } = streams;
  for (const [index, command] of commands.entries()) {
    const last = index === commands.length - 1;
    let printed = '';
    const collect = (more: string) => {
      printed += more;
    };
    const piped: Streams = { ...streams, input, ...(!last && { out: collect }) };
    status =
      commands.length === 1
        ? await runCommand(shell, command, piped)
        : await interpret(
            subshell(shell),
            [{ pipeline: { negated: false, commands: [command] }, runIf: 'always' }],
            piped,
          );
    input = { text: printed };
  }
  if (negated) shell.conditions -= 1;
  return negated ? Number(status === 0) : status;
}

async function runCommand(shell: Shell, command: Command, streams: Streams): Promise<number> {
  const files: (() => Promise<void>)[] = [];
  const redirected = await redirect(shell, command.redirections, streams, files);
  if (redirected === undefined) return 2;
  try {
    return await run[command.kind](shell, command as never, redirected);
  } finally {
    for (const write of files) await write();
  }
}

type Of<Kind> = Extract<Command, { kind: Kind }>;

const run: { [Kind in Command['kind']]: (shell: Shell, command: Of<Kind>, streams: Streams) => Promise<number> } = {
  simple: runSimple,
  group: (shell, { body }, streams) => runList(shell, body, streams),
  subshell: (shell, { body }, streams) => interpret(subshell(shell), body, streams),
  async if(shell, { branches, otherwise }, streams) {
    for (const { when, body } of branches)
      if ((await condition(shell, when, streams)) === 0) return runList(shell, body, streams);
    shell.status = 0;
    return otherwise ? runList(shell, otherwise, streams) : 0;
  },
  async while(shell, { until, when, body }, streams) {
    let status = 0;
    while (((await condition(shell, when, streams)) === 0) !== until) {
      const ended = await loop(shell, body, streams);
      status = shell.status;
      if (ended) break;
    }
    return status;
  },
  async for(shell, { name, words, body }, streams) {
    let status = 0;
    for (const value of words === undefined ? shell.positional : await fields(words, shell)) {
      shell.variables.set(name, value);
      const ended = await loop(shell, body, streams);
      status = shell.status;
      if (ended) break;
    }
    return status;
  },
  async case(shell, { word, branches }, streams) {
    const value = await text(word, shell);
    for (const { patterns, body } of branches)
      for (const each of patterns)
        if (matchesGlob(await pattern(each, shell), value)) return runList(shell, body, streams);
    return 0;
  },
  async function(shell, { name, body }) {
    shell.functions.set(name, body);
    return 0;
  },
};

async function condition(shell: Shell, when: List, streams: Streams): Promise<number> {
  shell.conditions += 1;
  const status = await runList(shell, when, streams);
  shell.conditions -= 1;
  return status;
}

/** A loop that goes round so often ends never: in simulated time it would keep the process itself from going on. */
const mostTurns = 20_000;

/** The body of a loop, once. @returns whether the loop ends */
async function loop(shell: Shell, body: List, streams: Streams): Promise<boolean> {
  shell.turns.count += 1;
  if (shell.turns.count > mostTurns) throw new UnsupportedSyntax('a loop that never ends');
  try {
    await runList(shell, body, streams);
    return false;
  } catch (error) {
    if (!(error instanceof Leave) || (error.what !== 'break' && error.what !== 'continue')) throw error;
    shell.status = 0;
    if (error.value > 1) throw new Leave(error.what, error.value - 1);
    return error.what === 'break';
  }
}

async function runSimple(shell: Shell, { assignments, words }: Of<'simple'>, streams: Streams): Promise<number> {
  shell.err = streams.err;
  shell.substituted = false;
  const [name, ...args] = await fields(words, shell);
  const assigned = new Map<string, string>();
  for (const each of assignments) assigned.set(each.name, await text(each.value, shell));
  if (name === undefined) {
    for (const [variable, value] of assigned) shell.variables.set(variable, value);
    return shell.substituted ? shell.status : 0;
  }
  const declared = shell.functions.get(name);
  if (declared) return callFunction(shell, declared, args, streams);
  const builtin: Builtin | undefined = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  const answer = await builtin?.(shell, args, streams);
  if (answer !== undefined) return answer;
  return shell.machine.run([name, ...args], new Map([...shell.variables, ...assigned]), streams);
}

async function callFunction(shell: Shell, body: Command, args: string[], streams: Streams): Promise<number> {
  const { positional } = shell;
  shell.positional = args;
  try {
    return await runCommand(shell, body, streams);
  } catch (error) {
    if (error instanceof Leave && error.what === 'return') return error.value;
    throw error;
  } finally {
    shell.positional = positional;
  }
}

/** @param files what is written to files when the command is over @returns undefined when an input is not there */
async function redirect(
  shell: Shell,
  redirections: readonly Redirection[],
  streams: Streams,
  files: (() => Promise<void>)[],
): Promise<Streams | undefined> {
  let now = streams;
  for (const { descriptor, operator, target } of redirections) {
    const to = await text(target, shell);
    if (operator === '<') {
      const contents = to === '/dev/null' ? '' : await shell.machine.read(to);
      if (contents === undefined) {
        streams.err(`${shell.zero}: cannot open ${to}: No such file\n`);
        return undefined;
      }
      now = { ...now, input: { text: contents } };
      continue;
    }
    const sink =
      operator === '>&' ? (to === '2' ? now.err : now.out) : openFile(shell, to, operator === '>>', streams, files);
    now = descriptor === 2 ? { ...now, err: sink } : { ...now, out: sink };
  }
  return now;
}

function openFile(
  { machine }: Shell,
  path: string,
  append: boolean,
  streams: Streams,
  files: (() => Promise<void>)[],
): Streams['out'] {
  if (path === '/dev/null') return () => {};
  if (path === '/dev/stdout') return streams.out;
  if (path === '/dev/stderr') return streams.err;
  let written = '';
  files.push(() => machine.write(path, written, append));
  return (more) => {
    written += more;
  };
}
