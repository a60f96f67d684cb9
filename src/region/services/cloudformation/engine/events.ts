/** What happens to a stack, told as DescribeStackEvents tells it. */
import type { Context } from '../../../service.ts';
import { events } from '../rows/events.ts';
import { type Resource, type ResourceStatus, resources } from '../rows/resources.ts';
import { type Stack, type StackStatus, stacks } from '../rows/stacks.ts';
import { readTemplate } from '../template/template.ts';

/** Gives the stack another status, and what else is new of it. */
export function setStackStatus(
  context: Context,
  stack: Stack,
  status: StackStatus,
  changes: Partial<Stack> = {},
): Stack {
  const next: Stack = { ...stack, reason: undefined, ...changes, status };
  stacks.put(context.db, next);
  events.add(context.db, stack.id, {
    EventId: context.uuid(),
    LogicalResourceId: stack.name,
    PhysicalResourceId: stack.id,
    ResourceType: 'AWS::CloudFormation::Stack',
    ResourceStatus: status,
    ResourceStatusReason: next.reason,
    ClientRequestToken: next.token,
    at: context.now,
  });
  return next;
}

/** Gives the resource another status, and what else is new of it. */
export function setResourceStatus(
  context: Context,
  stack: Stack,
  resource: Resource,
  status: ResourceStatus,
  changes: Partial<Resource> = {},
): Resource {
  const next = resources.put(context.db, {
    ...resource,
    reason: undefined,
    ...changes,
    status,
    updatedAt: context.now,
  });
  events.add(context.db, stack.id, {
    EventId: `${next.logicalId}-${status}-${new Date(context.now).toISOString()}`,
    LogicalResourceId: next.logicalId,
    PhysicalResourceId: next.physicalId ?? '',
    ResourceType: next.type,
    ResourceStatus: status,
    ResourceStatusReason: next.reason,
    ResourceProperties: withoutSecrets(stack, JSON.stringify(next.properties)),
    ClientRequestToken: stack.token,
    at: context.now,
  });
  return next;
}

/** The values of NoEcho parameters do not show, wherever they have gone. */
function withoutSecrets({ definition }: Stack, properties: string): string {
  if (!definition.template.includes('NoEcho')) return properties;
  const secrets = Object.entries(readTemplate(definition.template).parameters)
    .filter(([, parameter]) => String(parameter.NoEcho) === 'true')
    .map(([name]) => JSON.stringify(definition.parameters[name] ?? '').slice(1, -1));
  return secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '****'), properties);
}
