import type { Tag } from '@aws-sdk/client-ssm';
import { arn } from '../../../arn.ts';
import { notSupported, WireError } from '../../../errors.ts';
import type { Context, Requirement } from '../../../service.ts';
import { documentArn } from '../documents/index.ts';
import { findOwnDocument } from '../documents/rows.ts';
import { invalidResourceId, invalidResourceType } from '../errors.ts';
import { systemsManager } from '../fleet.ts';
import { parameterArn } from '../parameters/names.ts';
import { findParameter } from '../parameters/rows.ts';
import { baselineArn } from '../patching/baseline-lookup.ts';
import { findBaseline } from '../patching/rows.ts';
import { type TaggedType, tagsOfResource } from './rows.ts';

interface Taggable {
  exists(context: Context, id: string): boolean;
  arn(context: Context, id: string): string;
}

/** What can be tagged: whether it is there, and what policies call it. */
const taggable: Readonly<Record<TaggedType, Taggable>> = {
  Document: { exists: ({ db }, id) => findOwnDocument(db, id) !== undefined, arn: documentArn },
  MaintenanceWindow: {
    exists(context, id) {
      try {
        context.call('ssm', 'GetMaintenanceWindow', { WindowId: id }, systemsManager);
        return true;
      } catch (error) {
        if (error instanceof WireError && error.code === 'DoesNotExistException') return false;
        throw error;
      }
    },
    arn: (context, id) => arn(context, 'ssm', `maintenancewindow/${id}`),
  },
  Parameter: { exists: ({ db }, id) => findParameter(db, id) !== undefined, arn: parameterArn },
  PatchBaseline: { exists: ({ db }, id) => findBaseline(db, id) !== undefined, arn: baselineArn },
};

/** ResourceTypeForTagging of the model that the Region has no resources of. */
const others = new Set(['Association', 'Automation', 'CloudConnector', 'ManagedInstance', 'OpsItem', 'OpsMetadata']);

/** @throws WireError InvalidResourceType; NotImplemented for what only AWS has */
export function taggedType(type: string): TaggedType {
  if (type in taggable) return type as TaggedType;
  throw others.has(type) ? notSupported(`tags of resources of the type ${type}`) : invalidResourceType();
}

/** @throws WireError InvalidResourceId */
export function checkResource(context: Context, type: TaggedType, id: string): void {
  if (!taggable[type].exists(context, id)) throw invalidResourceId();
}

/** What IAM has to allow for an operation on the tags of a resource. */
export function onTags(
  context: Context,
  action: string,
  { ResourceType, ResourceId }: { ResourceType?: string | undefined; ResourceId?: string | undefined },
  requested: readonly Tag[] = [],
): Requirement[] {
  const type = taggedType(ResourceType!);
  const conditions = [
    ...tagsOfResource(context.db, type, ResourceId!).map(
      ({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value] as const,
    ),
    ...requested.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value] as const),
  ];
  return [{ action, resource: taggable[type].arn(context, ResourceId!), conditions: Object.fromEntries(conditions) }];
}
