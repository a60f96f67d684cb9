/**
 * `npm run build`: makes what the package has in the place of `src/`, for Node strips no types below node_modules: `lib/`,
 * compiled, and `dist/console`, the console's pages. `npm pack` does so before it packs.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lib = join(root, 'lib');

/** In this order. A step that fails throws. */
const steps: Readonly<Record<string, () => unknown>> = {
  'remove what was built before': () => rmSync(lib, { recursive: true, force: true }),
  'compile what is reached from tsconfig.build.json': () => program('tsc', '-p', 'tsconfig.build.json'),
  'copy what is no TypeScript': copyOthers,
  'make the console’s pages': () => import('./pages.ts'),
};

for (const [what, step] of Object.entries(steps)) {
  const began = performance.now();
  await step();
  console.error(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function program(name: string, ...args: string[]): void {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', name), args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${name} failed: see above`);
}

/** Scripts and plain JavaScript, which stand beside the code that reads or runs them. */
function copyOthers(): void {
  const [from, to] = [join(root, 'src'), lib];
  for (const file of globSync('**/*.*', { cwd: from })) {
    const isCode = ['.ts', '.tsx'].includes(extname(file));
    if (!isCode && existsSync(dirname(join(to, file)))) copyFileSync(join(from, file), join(to, file));
  }
}
