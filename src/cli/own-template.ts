import { fileURLToPath } from 'node:url';

/** The template of the published pattern. */
export const ownTemplate = fileURLToPath(new URL('../../templates/wakepatch.yaml', import.meta.url));

/** The template of the product for whole fleets. */
export const fleetTemplate = fileURLToPath(new URL('../../templates/wakepatch-fleet.yaml', import.meta.url));
