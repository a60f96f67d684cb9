/**
 * `npm test`: installs what the tests need on this machine, then checks types and style, then runs every test: pure ones,
 * services through real clients, and real machines. `npm test -- src/schedule` runs the tests of one folder.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { systemPackages } from '../src/region/machines/drivers.ts';
import { installSystemPackages } from './system-packages.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const folders = process.argv.slice(2);

const clients = { '/usr/bin/aws': 'awscli', 'python3:boto3': 'python3-boto3', '/usr/bin/chromium': 'chromium' };
/** Completions are tested in the shells that they are for, and examples as they stand. */
const shells = { '/usr/bin/zsh': 'zsh', '/usr/bin/fish': 'fish', '/usr/bin/jq': 'jq', '/usr/bin/script': 'bsdutils' };
const ready = installSystemPackages(
  { ...systemPackages.container, ...systemPackages.vm, ...clients, ...shells },
  'the tests',
);
if (!ready) process.exit(1);

const tests = (folders.length > 0 ? folders : ['src', 'test', 'bench']).flatMap((place) =>
  place.endsWith('.ts') ? [place] : globSync(`${place}/**/*.test.ts`, { cwd: root }),
);

/** What takes longest begins first, emulated machines before all: most of it is waiting, and what computes is tested meanwhile. */
const early = ['test/e2e/demo-vm.test.ts', 'test/machines/vm.test.ts', 'test/'];
const turn = (file: string) => [...early, ''].findIndex((begin) => file.startsWith(begin));
const inOrder = tests.toSorted((a, b) => turn(a) - turn(b) || a.localeCompare(b));

await import('./pages.ts');

// Tests last: their closing line is what CI counts.
const passed = [
  run(bin('tsc'), ['--noEmit', '-p', '.']),
  run(bin('tsc'), ['--noEmit', '-p', 'src/console/app']),
  run(bin('biome'), ['check', '--error-on-warnings', '.']),
  await allPass(inOrder),
];
process.exitCode = passed.every(Boolean) ? 0 : 1;

/** Runs the files in this order; `node --test` would sort them by name. */
function allPass(files: readonly string[]): Promise<boolean> {
  const stream = runTests({
    files: files.map((file) => join(root, file)),
    concurrency: 4,
    execArgv: ['--test-timeout=1800000'],
  });
  let well = true;
  stream.on('test:fail', () => {
    well = false;
  });
  const report = stream.compose(new spec());
  report.pipe(process.stdout, { end: false });
  return new Promise((resolve) => report.once('end', () => resolve(well)));
}

function run(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}
