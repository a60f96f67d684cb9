import { inputDetails } from '../history.ts';
import type { EventFamily, Integration } from '../integrations.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';

/** How a family of task events shows what the task is. */
interface TaskEvents {
  scheduled(integration: Integration, args: Json, region: string): JsonObject;
  /** Details of the other events, beside output, error and cause; undefined where an event has no details at all. */
  resource(integration: Integration): JsonObject;
  /** Whether the Started event has details. */
  startedDetails: boolean;
}

export const taskEvents: Record<EventFamily, TaskEvents> = {
  Task: {
    scheduled: ({ resourceType, resource }, args, region) => ({
      resourceType,
      resource,
      region,
      parameters: textOf(args),
    }),
    resource: ({ resourceType, resource }) => ({ resourceType, resource }),
    startedDetails: true,
  },
  LambdaFunction: {
    scheduled: ({ resource }, args) => ({ resource, ...inputDetails(args) }),
    resource: () => ({}),
    startedDetails: false,
  },
  Activity: {
    scheduled: ({ resource }, args) => ({ resource, ...inputDetails(args) }),
    resource: () => ({}),
    startedDetails: true,
  },
};
