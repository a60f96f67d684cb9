import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { consolePath } from '../server/address.ts';

/** Builds the pages into `dist/console`. They ask nothing of anybody but the console that serves them. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: `${consolePath}/`,
  build: {
    outDir: fileURLToPath(new URL('../../../dist/console', import.meta.url)),
    emptyOutDir: true,
    // What is bundled into the pages goes with its licences.
    license: { fileName: 'licences.md' },
    target: 'es2022',
    // The policy of the page lets no data: scripts and no inline styles in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark what is for browsers alone, which all of this is.
      onwarn: (warning, tell) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(warning),
    },
  },
});
