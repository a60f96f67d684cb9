/** How operations read their input: which resources are meant, and what IAM has to allow on each of them. */
import { arn } from '../../arn.ts';
import type { WireError } from '../../errors.ts';
import type { Context, Requirement } from '../../service.ts';
import type { Database } from '../../store/database.ts';
import { malformedInstanceId, noSuchInstance } from './errors.ts';
import { findInstance, type Instance } from './rows.ts';
import { tagConditions } from './tagConditions.ts';
import { tagsOf } from './tags.ts';

/**
 * The instances of these ids, each once, in this order.
 * @throws InvalidInstanceID.Malformed, InvalidInstanceID.NotFound
 */
export function instancesById(db: Database, ids: readonly string[]): Instance[] {
  const wanted = [...new Set(ids)];
  for (const id of wanted) if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw malformedInstanceId(id);
  const found = wanted.map((id) => findInstance(db, id));
  const missing = wanted.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) throw noSuchInstance(missing);
  return found as Instance[];
}

/** Those of the ids, or all when none are given. @param missing the error for an id that is not there */
export function chosen<Item extends { id: string }>(
  all: readonly Item[],
  ids: readonly string[] | undefined,
  missing: (id: string) => WireError,
): readonly Item[] {
  if (!ids?.length) return all;
  for (const id of ids) if (!all.some((item) => item.id === id)) throw missing(id);
  return all.filter(({ id }) => ids.includes(id));
}

/**
 * An action on instances, with the condition keys that these have. One that does not exist has none, so that a policy
 * narrowed by them says no before anything is said about the id.
 */
export function onInstances(context: Context, action: string, ids: readonly string[]): Requirement[] {
  return ids.map((id) => {
    const instance = findInstance(context.db, id);
    return {
      action,
      resource: arn(context, 'ec2', `instance/${id}`),
      conditions: {
        ...(instance && instanceConditions(context, instance)),
        ...tagConditions('Resource', tagsOf(context.db, id)),
      },
    };
  });
}

function instanceConditions(context: Context, { details }: Instance): Record<string, string | undefined> {
  return {
    'ec2:AvailabilityZone': details.availabilityZone,
    'ec2:InstanceProfile': details.profile?.Arn,
    'ec2:InstanceType': details.instanceType,
    'ec2:Region': context.region,
    'ec2:InstanceMarketType': details.spot ? 'spot' : 'on-demand',
    'ec2:RootDeviceType': details.rootDeviceType ?? 'ebs',
    'ec2:Tenancy': 'default',
  };
}
