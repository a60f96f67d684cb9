/** Builds the console's pages into `dist/console`, unless they are newer than everything that they are made of. */
import { globSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const made = join(root, 'dist', 'console', 'index.html');

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const sources = globSync(['src/**/*.{ts,tsx,css,svg,html}', 'package-lock.json'], { cwd: root });
if (changedAt(made) < Math.max(...sources.map((file) => changedAt(join(root, file))))) {
  console.error("Building the console's pages …");
  const { build } = await import('vite');
  await build({ configFile: join(root, 'src/console/app/vite.config.ts'), logLevel: 'warn' });
}
