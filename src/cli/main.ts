/** Where wakepatch begins. What V8 compiles is kept in the cache folder: the next command then starts in half the time. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheDir } from '../aws/data-dir.ts';

enableCompileCache(join(cacheDir(), 'compiled'));
await import('./command-line.ts');
