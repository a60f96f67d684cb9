/**
 * `npm test`: installs what the tests need on this machine, then checks types and style, then runs every test: pure ones,
 * services through real clients, and real machines. `npm test -- src/schedule` runs the tests of one folder.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Emulated machines take the longest: they begin first, so that the others are tested meanwhile. */
const first = ['test/e2e/demo-vm.test.ts', 'test/machines/vm.test.ts'];
const inOrder = [
  ...first.filter((file) => tests.includes(file)),
  ...tests.filter((file) => !first.includes(file)).sort(),
];

await import('./pages.ts');

// Tests last: their closing line is what CI counts.
const passed = [
  run(bin('tsc'), ['--noEmit', '-p', '.']),
  run(bin('tsc'), ['--noEmit', '-p', 'src/console/app']),
  run(bin('biome'), ['check', '--error-on-warnings', '.']),
  run(process.execPath, ['--test', '--test-concurrency=3', '--test-timeout=1800000', ...inOrder]),
];
process.exit(passed.every(Boolean) ? 0 : 1);

function run(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}
