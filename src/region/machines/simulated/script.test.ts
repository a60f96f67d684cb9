import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseScript, UnsupportedSyntax } from './script.ts';

const words = (script: string, environment = {}) => parseScript(script, environment).map((command) => command.words);

describe('a script of the simulated shell', () => {
  test('has a simple command for each line and each semicolon', () => {
    assert.deepEqual(words('apt-get update\n\n  apt-get -y upgrade ; true\n'), [
      ['apt-get', 'update'],
      ['apt-get', '-y', 'upgrade'],
      ['true'],
    ]);
  });

  test('runs the command behind && and || by the outcome of the one before', () => {
    const commands = parseScript('a && b || c\nd &&\ne', {});
    assert.deepEqual(
      commands.map(({ words: [name], runIf }) => [name, runIf]),
      [
        ['a', 'always'],
        ['b', 'success'],
        ['c', 'failure'],
        ['d', 'always'],
        ['e', 'success'],
      ],
    );
  });

  test('takes quotes, escapes and comments as a shell does', () => {
    assert.deepEqual(words(`echo 'a $b "c' "d 'e" f\\ g h#i # none of this`), [
      ['echo', 'a $b "c', "d 'e", 'f g', 'h#i'],
    ]);
    assert.deepEqual(words('echo "say \\"so\\"" "\\$HOME" ""', { HOME: '/root' }), [['echo', 'say "so"', '$HOME', '']]);
    assert.deepEqual(words('echo a\\\n b'), [['echo', 'a', 'b']]);
  });

  test('puts variables in, except within single quotes', () => {
    assert.deepEqual(words(`echo $A-"$A"-'$A'$NONE`, { A: 'x y' }), [['echo', 'x y-x y-$A']]);
  });

  for (const script of [
    'a | b',
    'a > f',
    'a &',
    'echo $(b)',
    'echo "$(b)"',
    'echo `b`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    'echo ${A:-b}',
    'if a; then b; fi',
  ]) {
    test(`refuses what it does not know: ${script}`, () => {
      assert.throws(() => parseScript(script, {}), UnsupportedSyntax);
    });
  }

  test('refuses a quote that does not end', () => {
    assert.throws(() => parseScript("echo 'a", {}), /unterminated quote/);
  });
});
