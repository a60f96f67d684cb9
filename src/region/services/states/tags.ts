import type { Tag } from '@aws-sdk/client-sfn';
import type { Context } from '../../service.ts';
import { resourceNotFound } from './errors.ts';
import { activities } from './rows/activities.ts';
import { machines } from './rows/machines.ts';

/** What has tags: a state machine, or an activity. */
export interface Tagged {
  tags: readonly Tag[];
  replace(tags: readonly Tag[]): void;
}

/** @throws WireError ResourceNotFound */
export function taggedResource({ db }: Context, arn: string): Tagged {
  const machine = machines.find(db, arn);
  const activity = activities.find(db, arn);
  if (machine)
    return {
      tags: JSON.parse(machine.tags),
      replace: (tags) => machines.update(db, { ...machine, tags: JSON.stringify(tags) }),
    };
  if (activity)
    return { tags: JSON.parse(activity.tags), replace: (tags) => activities.tag(db, arn, JSON.stringify(tags)) };
  throw resourceNotFound(arn);
}
