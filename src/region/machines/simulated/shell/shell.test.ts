// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's own parameters
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newDisk } from '../disk.ts';
import { newRecord, run } from '../execution.ts';
import { parseScript } from './parse.ts';
import { UnsupportedSyntax } from './syntax.ts';

const durations = { boot: 0, shutdown: 0, fetchLists: 0, installPackage: 0, program: 0, snapshot: 0 };

/** What a script comes to on a machine whose time goes on only in sleeps. */
async function sh(script: string, ...args: string[]) {
  const disk = newDisk('image', 'demo');
  const record = newRecord(disk);
  const never = new AbortController().signal;
  let now = 0;
  await run(
    {
      disk,
      durations,
      power: never,
      end: never,
      now: () => now,
      async sleep(milliseconds) {
        now += milliseconds;
      },
      installing() {},
      save() {},
    },
    {
      key: 'test',
      argv: ['sh', '-c', script, 'sh', ...args],
      timeoutSeconds: 3600,
      environment: { A: 'x  y', N: '3' },
    },
    record,
  );
  return { ...record.output, seconds: now / 1000, disk };
}

// biome-ignore format: a table
const prints: [what: string, script: string, stdout: string][] = [
  ['a command for each line and each semicolon', 'echo a\n\n  echo b ; echo c # not this\n', 'a\nb\nc\n'],
  ['the command behind && and || by the outcome of the one before', 'true && echo a || echo b\nfalse && echo c ||\necho d', 'a\nd\n'],
  ['quotes and escapes', `echo 'a $A "c' "d 'e" f\\ g h#i a\\\nb`, `a $A "c d 'e f g h#i ab\n`],
  ['an empty argument', 'printf "<%s>" "" a', '<><a>'],
  ['variables, split into fields unless they are quoted', 'printf "<%s>" $A "$A"', '<x><y><x  y>'],
  ['defaults', 'echo ${NONE:-none} ${A:+set} ${#A} "${9:-}"', 'none set 4 \n'],
  ['beginnings and ends taken away', 'f=/var/lib/dpkg.old; echo ${f##*/} ${f%.*} ${f#*/}', 'dpkg.old /var/lib/dpkg var/lib/dpkg.old\n'],
  ['assignments of what commands print', 'n=$(echo one; echo two); echo "$n" $n', 'one\ntwo one two\n'],
  ['arithmetic', 'n=$((N * (2 + 1) - 10 / 3)); echo $n $((n > 5 && N == 3))', '6 1\n'],
  ['if, elif and else', 'if [ $N -gt 5 ]; then echo a; elif test "$N" = 3; then echo b; else echo c; fi', 'b\n'],
  ['for, with break and continue', 'for i in a b c d; do [ $i = b ] && continue; [ $i = d ] && break; echo $i; done', 'a\nc\n'],
  ['while and until', 'i=0; while [ $i -lt 3 ]; do i=$((i + 1)); done; until [ $i = 0 ]; do i=$((i - 1)); done; echo $i', '0\n'],
  ['case', 'case dpkg.lock in *.tmp|x) echo a;; *.lock) echo b;; *) echo c;; esac', 'b\n'],
  ['functions with parameters', 'say() { echo "$1-$#"; return 4; }\nsay a b; echo $?', 'a-2\n4\n'],
  ['pipes', 'printf "b 2\\na 1\\n" | sort | while read -r name rest; do echo "$name=$rest"; done | head -n 1', 'a=1\n'],
  ['redirections', 'echo a >/tmp/f; echo b >>/tmp/f; cat </tmp/f; cat /nowhere 2>/dev/null; echo c 2>&1', 'a\nb\nc\n'],
  ['subshells, which change nothing outside', 'v=1; (v=2; echo $v); echo $v', '2\n1\n'],
  ['negation', '! false && echo a; if ! true; then echo b; fi', 'a\n'],
  ['which programs there are', 'command -v dpkg-query >/dev/null && echo deb; command -v rpm >/dev/null || echo no rpm', 'deb\nno rpm\n'],
  ['its own arguments', 'echo "$0 $1 $#"; for each; do echo "<$each>"; done', 'sh p q 2\n<p q>\n<r>\n'],
];

describe('a script of the simulated shell', () => {
  for (const [what, script, stdout] of prints)
    test(`has ${what}`, async () => {
      const { stdout: printed, stderr } = await sh(script, 'p q', 'r');
      assert.deepEqual([printed, stderr], [stdout, '']);
    });

  test('ends at the first failure after set -e, and not at one that is expected', async () => {
    assert.equal(
      (await sh('set -e\nfalse || echo handled\nif false; then :; fi\n! true\nfalse\necho never')).stdout,
      'handled\n',
    );
    assert.equal((await sh('set -e; f() { false; echo inner; }; f; echo never')).stdout, '');
    assert.equal((await sh('set -eu; echo "$NONE"; echo never')).stderr, 'sh: NONE: parameter not set\n');
  });

  test('has an exit code', async () => {
    assert.equal((await sh('exit 7')).exitCode, 7);
    assert.equal((await sh('(exit 3); v=$(exit 5)')).exitCode, 5);
    const missing = await sh('unattended-upgrade');
    assert.deepEqual([missing.exitCode, missing.stderr], [127, 'unattended-upgrade: command not found\n']);
  });

  test('waits for something as long as it is told to', async () => {
    const { stdout, seconds } = await sh(
      'end=$(($(date +%s) + 60)); while true; do [ "$(date +%s)" -ge "$end" ] && break; sleep 5; done; echo over',
    );
    assert.deepEqual([stdout, seconds], ['over\n', 60]);
  });

  test('is written to a file and run from there', async () => {
    const wrapper =
      'f=$(mktemp) && printf %s "$1" >"$f" && chmod 700 "$f" || exit; "$f"; code=$?; rm -f "$f"; exit "$code"';
    const { stdout, exitCode, disk } = await sh(wrapper, '#!/bin/bash\necho hello\nexit 6');
    assert.deepEqual([stdout, exitCode, disk.files], ['hello\n', 6, {}]);
  });

  test('ends rather than go round for ever without any time passing', async () => {
    assert.match((await sh('while :; do :; done')).stderr, /never ends/);
  });

  for (const script of [
    'a &',
    'a <<E',
    'echo `b`',
    '[[ a ]]',
    'function f { :; }',
    'echo ${A^^}',
    'if a; then b',
    'a | | b',
    'fi',
    "echo 'a",
    'echo "a',
  ])
    test(`refuses what it does not know: ${script}`, () => {
      assert.throws(() => parseScript(script), UnsupportedSyntax);
    });

  test('says what it does not know, where it was to be run', async () => {
    const { exitCode, stderr } = await sh('echo a &');
    assert.equal(exitCode, 2);
    assert.match(stderr, /the simulated machine's shell is a small one: `&` is not supported/);
  });
});
