/** The built pages. Every address of a page is answered with the same document, which finds its page by the address. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { Handler } from 'hono';
import { Failure } from '../../operator/failure.ts';
import { consolePath } from './address.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** @throws Failure when the pages were never built */
export function pages(folder: string): Handler {
  return ({ req, body }) => {
    const index = join(folder, 'index.html');
    if (!existsSync(index))
      throw new Failure(`The console's pages are not there (${folder}). Build them with 'npm run build'.`);
    const path = normalize(decodeURIComponent(req.path.slice(consolePath.length)));
    const asset = path.startsWith('/assets/') ? join(folder, path) : undefined;
    if (asset && !existsSync(asset)) return body('There is no such file.\n', 404);
    const file = asset ?? index;
    return body(readFileSync(file), 200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      // The name of an asset has a hash of its content in it.
      'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };
}
