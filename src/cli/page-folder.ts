import { fileURLToPath } from 'node:url';

/** Where the console's built pages are: in the package beside its code, in a checkout where they are built. */
export const pageFolder = fileURLToPath(new URL('../../dist/console', import.meta.url));
