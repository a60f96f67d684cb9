/** Pictures for the documentation, made by the tests that walk through the pages, when they are asked for (`npm run screenshots`). */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Visitor } from './browser.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const schemes = ['light', 'dark'] as const;

/** The page as it is now, light and dark: `docs/screenshots/<name>-light.png`. */
export async function screenshot({ page }: Visitor, name: string): Promise<void> {
  if (!process.env.WAKEPATCH_SCREENSHOTS) return;
  await mkdir(folder, { recursive: true });
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
