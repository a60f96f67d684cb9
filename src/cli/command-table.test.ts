/** What holds for each command, whatever it does. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { commands, loadCommands } from './command-table.ts';
import { refuseWrong } from './strict.ts';
import { commandHelp, overviewHelp } from './usage.ts';

const all = await loadCommands();

/** The words of an example that are wakepatch's own: without what a shell makes of the line. */
function wordsOf(line: string): string[] {
  const own = /wakepatch (.*?)(?: [|>] .*|\)$|$)/.exec(line)?.[1] ?? assert.fail(line);
  return [...own.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

describe('commands', () => {
  test('are the files of their folder, by their names', () => {
    const files = readdirSync(new URL('commands/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
    assert.deepEqual(Object.keys(commands).sort(), files.sort());
    assert.deepEqual(
      all.map(({ meta }) => meta.name),
      Object.keys(commands),
    );
  });

  for (const { meta, args, examples, json } of all)
    describe(meta.name, () => {
      test('says what it does in a sentence, and of each argument what it means and what may stand there', () => {
        assert.match(meta.description, /^[A-Z].*\.$/);
        for (const [name, { type, description, valueHint }] of Object.entries(args)) {
          assert.match(description ?? '', /^\S.*[^.]$/, name);
          if (type === 'string') assert.ok(valueHint, `${name} has no hint of its value`);
        }
      });

      test('has examples that it would take', () => {
        assert.ok(examples.length > 0);
        for (const { line, does } of examples) {
          const [name, ...words] = wordsOf(line);
          assert.equal(name, meta.name);
          refuseWrong(meta.name, words, args);
          assert.match(does, /^\S.*\.$/);
        }
      });

      test('prints JSON when it is asked to, unless its output is for another program', () => {
        assert.equal('json' in args, json !== undefined);
        assert.equal(json === undefined, meta.name === 'completions');
      });

      test('shows all of that as its help', () => {
        const help = commandHelp(all.find((command) => command.meta.name === meta.name)!);
        for (const { line } of examples) assert.ok(help.includes(`\n  ${line}\n`), line);
        for (const [name, { type }] of Object.entries(args))
          if (type !== 'positional') assert.ok(help.includes(`--${name}`), name);
        assert.doesNotMatch(help, /undefined|\[object/);
      });
    });

  test('and all of them, with the exit codes, are in the help of wakepatch itself', () => {
    const help = overviewHelp(all);
    for (const name of Object.keys(commands)) assert.match(help, new RegExp(`^  ${name} `, 'm'));
    assert.match(help, /^ {2}130 +Interrupted/m);
  });
});
