import { integrationOf } from '../integrations.ts';
import type { JsonObject } from '../json.ts';
import { type Diagnostic, schemaError } from './diagnostic.ts';

/** What an Express state machine cannot do. Source: "Choosing workflow type in Step Functions". */
export function validateExpress(state: JsonObject, location: string): Diagnostic[] {
  const refuse = (what: string, field: string) => [
    schemaError(`Express state machine does not support ${what}`, `${location}/${field}`),
  ];
  const processor = (state.ItemProcessor ?? state.Iterator) as { ProcessorConfig?: JsonObject } | undefined;
  if (processor?.ProcessorConfig?.Mode === 'DISTRIBUTED') return refuse("'DISTRIBUTED' Map mode", 'ItemProcessor');
  const integration = typeof state.Resource === 'string' ? integrationOf(state.Resource) : undefined;
  if (!integration) return [];
  if (integration.events === 'Activity') return refuse('activities', 'Resource');
  // The blank at the end of the first is AWS's.
  if (integration.pattern === 'waitForTaskToken') return refuse("'.waitForTaskToken' service integration ", 'Resource');
  if (integration.pattern === 'sync') return refuse("'.sync' service integration", 'Resource');
  return [];
}
