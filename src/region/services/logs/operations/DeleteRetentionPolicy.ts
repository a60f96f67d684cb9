import { operation } from '../../../service.ts';
import { groupNamed, onStream } from '../names.ts';
import { schedulePruning } from '../retention.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "DeleteRetentionPolicy". */
export const DeleteRetentionPolicy = operation<'logs', 'DeleteRetentionPolicy'>({
  accepts: ['logGroupName'],
  authorize: (input, context) => [onStream(context, 'DeleteRetentionPolicy', input.logGroupName)],
  run(input, context) {
    const { name } = groupNamed(context, input.logGroupName);
    groups.setRetention(context.db, name, null);
    schedulePruning(context, name);
    return {};
  },
});
