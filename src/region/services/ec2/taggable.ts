/** The resources that can have tags, told apart by the prefix of their id. */
import type { ResourceType, Tag } from '@aws-sdk/client-ec2';
import { arn } from '../../arn.ts';
import type { WireError } from '../../errors.ts';
import type { Context, Requirement } from '../../service.ts';
import type { Database } from '../../store/database.ts';
import {
  invalidId,
  noSuchGroup,
  noSuchImage,
  noSuchInstance,
  noSuchSnapshot,
  noSuchSubnet,
  noSuchVolume,
  noSuchVpc,
} from './errors.ts';
import { findImage } from './images.ts';
import { allSecurityGroups, allSubnets, allVpcs } from './network.ts';
import { findInstance } from './rows.ts';
import { findSnapshot } from './snapshots/rows.ts';
import { tagConditions } from './tagConditions.ts';
import { tagsOf } from './tags.ts';
import { findVolume } from './volumes.ts';

interface Kind {
  readonly type: ResourceType;
  exists(db: Database, id: string): boolean;
  missing(id: string): WireError;
  /** its ARN names no account: it can be shared */
  ownerless?: true;
}

const among = (list: (db: Database) => { id: string }[]) => (db: Database, id: string) =>
  list(db).some((each) => each.id === id);

// biome-ignore format: a table
const kinds: Readonly<Record<string, Kind>> = {
  ami: { type: 'image', exists: (db, id) => findImage(db, id) !== undefined, missing: (id) => noSuchImage([id]), ownerless: true },
  i: { type: 'instance', exists: (db, id) => findInstance(db, id) !== undefined, missing: (id) => noSuchInstance([id]) },
  sg: { type: 'security-group', exists: among(allSecurityGroups), missing: noSuchGroup },
  snap: { type: 'snapshot', exists: (db, id) => findSnapshot(db, id) !== undefined, missing: (id) => noSuchSnapshot([id]), ownerless: true },
  subnet: { type: 'subnet', exists: among(allSubnets), missing: noSuchSubnet },
  vol: { type: 'volume', exists: (db, id) => findVolume(db, id) !== undefined, missing: noSuchVolume },
  vpc: { type: 'vpc', exists: among(allVpcs), missing: noSuchVpc },
};

/** @throws InvalidID for an id of no known kind */
export function kindOf(id: string): Kind {
  const prefix = id.match(/^([a-z]+)-[0-9a-f]+$/)?.[1] ?? '';
  const kind = Object.hasOwn(kinds, prefix) ? kinds[prefix] : undefined;
  if (!kind) throw invalidId(id);
  return kind;
}

/** The ids, all of which exist. @throws the NotFound error of their kind, InvalidID */
export function taggable(db: Database, ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    const kind = kindOf(id);
    if (!kind.exists(db, id)) throw kind.missing(id);
  }
  return ids;
}

/** `arn:aws:ec2:us-east-1:123456789012:instance/i-1`; a snapshot's and an image's have no account. */
export function resourceArn(context: Context, id: string): string {
  const { type, ownerless } = kindOf(id);
  return ownerless ? `arn:aws:ec2:${context.region}::${type}/${id}` : arn(context, 'ec2', `${type}/${id}`);
}

/** An action on resources, with the tags they have and those of the request as condition keys. */
export function onTaggable(
  context: Context,
  action: string,
  ids: readonly string[],
  tags: readonly Tag[],
): Requirement[] {
  return ids.map((id) => ({
    action,
    resource: resourceArn(context, id),
    conditions: {
      'ec2:Region': context.region,
      ...tagConditions('Resource', tagsOf(context.db, id)),
      ...tagConditions('Request', tags),
    },
  }));
}
