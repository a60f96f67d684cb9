import { operation } from '../../../service.ts';
import { constraint } from '../errors.ts';
import { page } from '../pages.ts';
import { describePatchState } from '../patching/describe.ts';
import { findPatchState } from '../patching/rows.ts';

/** What the last patching operation has found; nothing for an instance that never had one. */
export const DescribeInstancePatchStates = operation<'ssm', 'DescribeInstancePatchStates'>({
  accepts: ['InstanceIds', 'MaxResults', 'NextToken'],
  run({ InstanceIds, ...paging }, { db }) {
    const ids = InstanceIds!;
    if (ids.length > 50)
      throw constraint(`[${ids.join(', ')}]`, 'instanceIds', 'Member must have length less than or equal to 50');
    const { items, NextToken } = page(
      ids.flatMap((id) => findPatchState(db, id) ?? []),
      paging,
      { least: 10, most: 100 },
    );
    return { InstancePatchStates: items.map(describePatchState), NextToken };
  },
});
