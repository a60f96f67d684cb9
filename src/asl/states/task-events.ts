import { inputDetails } from '../history.ts';
import type { EventFamily, Integration } from '../integrations.ts';
import { type Json, type JsonObject, textOf } from '../json.ts';

/** How a family of task events shows what the task is. */
interface TaskEvents {
  scheduled(integration: Integration, args: Json, region: string): JsonObject;
  /** Details of the other events, beside output, error and cause. */
  resource(integration: Integration): JsonObject;
  /** Details of the Started event, which not every family has. */
  started(integration: Integration, workerName: string | undefined): JsonObject | undefined;
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
    started: ({ resourceType, resource }) => ({ resourceType, resource }),
  },
  LambdaFunction: {
    scheduled: ({ resource }, args) => ({ resource, ...inputDetails(args) }),
    resource: () => ({}),
    started: () => undefined,
  },
  Activity: {
    scheduled: ({ resource }, args) => ({ resource, ...inputDetails(args) }),
    resource: () => ({}),
    started: (_, workerName): JsonObject => (workerName === undefined ? {} : { workerName }),
  },
};
