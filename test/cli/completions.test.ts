/** The completion scripts in the shells that they are for: what each offers after what was typed. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { loadCommands } from '../../src/cli/command-table.ts';
import { completionScript } from '../../src/cli/completions/index.ts';

const commands = await loadCommands();
const folder = mkdtempSync(join(tmpdir(), 'wakepatch-completions-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'template.yaml'), '');
mkdirSync(join(folder, 'data'));

const script = (shell: string) => {
  const file = join(folder, `wakepatch.${shell}`);
  writeFileSync(file, completionScript(shell, commands));
  return file;
};
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;
/** With no settings of whoever runs the tests. */
const inFolder = {
  cwd: folder,
  encoding: 'utf8',
  env: { PATH: process.env.PATH, HOME: folder, TERM: 'dumb' },
} as const;
const output = (shell: string, args: readonly string[]) => execFileSync(shell, args, inFolder);

/** What bash would offer for the last of these words, as readline asks for it. */
function inBash(...words: string[]): string[] {
  const program = `
    source ${script('bash')}
    compopt() { echo "compopt $*"; }
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
    _wakepatch
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return output('bash', ['--norc', '-c', program]).split('\n').filter(Boolean);
}

/** The same for fish, which can be asked. */
function inFish(line: string): string[] {
  const offered = output('fish', ['--no-config', '-c', `source ${script('fish')}; complete -C '${line}'`]);
  return offered
    .split('\n')
    .filter(Boolean)
    .map((each) => each.split('\t')[0] ?? '');
}

/**
 * Zsh offers only to a terminal: one of its own types the line and asks for the list, until it shows what is expected.
 * @param expected a pattern of zsh's
 */
function inZsh(line: string, expected: string): string {
  const program = `
    zmodload zsh/zpty
    zpty z 'PS1="" TERM=dumb zsh -f -i'
    zpty -w z 'autoload -Uz compinit; compinit -u -D; zstyle ":completion:*" list-prompt ""; LISTMAX=0; source ${script('zsh')}; stty -echo cols 200; echo re""ady'
    zpty -r z said '*ready*'
    zpty -w -n z ${JSON.stringify(line)}$'\\t\\t'
    zpty -r z said ${JSON.stringify(expected)}
    print -r -- "$said"
    zpty -d z`;
  return execFileSync('zsh', ['-f', '-c', program], { ...inFolder, timeout: 30_000 });
}

const none = (shell: string) => !has(shell) && `${shell} is not installed`;

describe('completions', () => {
  test('bash: commands, options, values, and places', { skip: none('bash') }, () => {
    assert.deepEqual(inBash('wakepatch', 're'), ['report', 'release', 'reset']);
    assert.deepEqual(inBash('wakepatch', 'help', 'wh'), ['why']);
    assert.deepEqual(inBash('wakepatch', 'deploy', '--dry'), ['--dry-run']);
    assert.deepEqual(inBash('wakepatch', 'report', '--format', ''), ['text', 'json', 'csv', 'html']);
    assert.deepEqual(inBash('wakepatch', 'report', '--format', '=', 'c'), ['csv']);
    assert.deepEqual(inBash('wakepatch', 'report', '--format', '='), ['text', 'json', 'csv', 'html']);
    assert.deepEqual(inBash('wakepatch', 'windows', '--next', '3', 'en'), ['enable']);
    assert.deepEqual(inBash('wakepatch', 'windows', 'enable', 'en'), [], 'a window comes second');
    assert.deepEqual(inBash('wakepatch', 'completions', ''), ['bash', 'zsh', 'fish']);
    assert.deepEqual(inBash('wakepatch', 'deploy', '--template', 't'), ['compopt -o default']);
    assert.deepEqual(inBash('wakepatch', 'up', '--data', 'd'), ['compopt -o dirnames']);
    assert.deepEqual(inBash('wakepatch', 'nothing', '--'), []);
  });

  test('fish: commands, options, values, and places', { skip: none('fish') }, () => {
    assert.deepEqual(inFish('wakepatch re').sort(), ['release', 'report', 'reset']);
    assert.deepEqual(inFish('wakepatch deploy --dry'), ['--dry-run']);
    assert.deepEqual(inFish('wakepatch report --format ').sort(), ['csv', 'html', 'json', 'text']);
    assert.deepEqual(inFish('wakepatch windows en'), ['enable']);
    assert.deepEqual(inFish('wakepatch deploy --template t'), ['template.yaml']);
    assert.deepEqual(inFish('wakepatch up --data d'), ['data/']);
  });

  test('zsh: commands, options and values', { skip: none('zsh') }, () => {
    const offered = inZsh('wakepatch re', '*reset *-- Remove*');
    for (const name of ['release', 'report', 'reset']) assert.match(offered, new RegExp(`^${name} +-- `, 'm'));
    inZsh('wakepatch deploy --dry', '*--dry-run*');
    assert.match(inZsh('wakepatch report --format=', '*text*'), /csv +html +json +text/);
    assert.match(inZsh('wakepatch windows ', '*disable*enable*'), /disable +enable/);
    inZsh('wakepatch deploy --template=t', '*template.yaml*');
  });

  test('there are none for other shells, and a near name is suggested', () => {
    assert.throws(() => completionScript('bsh', commands), /no completions for bsh\. Did you mean bash\?/);
    assert.throws(() => completionScript('constructor', commands), { kind: 'usage' });
  });
});
