import { fileURLToPath } from 'node:url';

/** The template that comes with wakepatch. */
export const ownTemplate = fileURLToPath(new URL('../../templates/wakepatch.yaml', import.meta.url));
