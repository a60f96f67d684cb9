/**
 * Installs the Node packages that package-lock.json pins, Node 24 among them, unless they stand already. Runs on whatever
 * Node the machine has, before anything else does, so it uses nothing but Node itself.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (!standsAlready()) {
  console.error('Installing the Node packages of package-lock.json into node_modules (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) {
    console.error('npm ci failed: see above. It needs the npm registry; run this again when it can be reached.');
    process.exit(1);
  }
}

/** npm keeps what it installed in a lock file of the same form; packages for other platforms are not in it. */
function standsAlready() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
