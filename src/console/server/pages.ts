/** The built pages. Every address of a page is answered with the same document, which finds its page by the address. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
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
    const path = req.path.slice(consolePath.length);
    const asset = path.startsWith('/assets/');
    if (asset && !isAsset(folder, path)) return body('There is no such file.\n', 404);
    const file = asset ? join(folder, path) : index;
    return body(readFileSync(file), 200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      // The name of an asset has a hash of its content in it.
      'cache-control': asset ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  };
}

/** All of them lie in one folder, and none has a name that would have to be encoded. */
function isAsset(folder: string, path: string): boolean {
  return (
    /^\/assets\/[\w-][\w.-]*$/.test(path) && statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true
  );
}
