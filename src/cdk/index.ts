/** What `wakepatch/cdk` exports: the templates as constructs, for people who deploy with CDK. */
export { FleetMaintenance, type FleetMaintenanceProps } from './fleet-maintenance.ts';
export type { FleetParameters } from './fleet-parameters.ts';
export { PatternMaintenance, type PatternMaintenanceProps } from './pattern-maintenance.ts';
export type { PatternParameters } from './pattern-parameters.ts';
