import type { Integration } from '../../../../../asl/index.ts';
import type { Context } from '../../../../service.ts';
import { awsSdk } from './aws-sdk.ts';
import { events } from './events.ts';
import type { ServiceIntegration } from './integration.ts';
import { lambda } from './lambda.ts';
import { s3 } from './s3.ts';
import { sns } from './sns.ts';
import { states } from './states.ts';

/** Integrations with an ARN of their own: service -> operation. What is not here is refused by name. */
const optimized: Readonly<Record<string, Readonly<Record<string, ServiceIntegration>>>> = {
  events: { putEvents: events },
  lambda: { invoke: lambda },
  s3: { getObject: s3, listObjectsV2: s3, putObject: s3 },
  sns: { publish: sns },
  states: { startExecution: states },
};

/** How a service is called; undefined for what the Region has not. Activities are no service. */
export function integrationFor({ resourceType, service, operation }: Integration): ServiceIntegration | undefined {
  return resourceType.startsWith('aws-sdk:') ? awsSdk : optimized[service]?.[operation];
}

/** Whether what a Resource stands for can be done here. */
export function isSupported(context: Context, integration: Integration | undefined): boolean {
  if (!integration) return false;
  if (integration.events === 'Activity') return true;
  return integrationFor(integration)?.supports(context, integration) ?? false;
}
