import { operation } from '../../../service.ts';
import { groupNamed, onStream } from '../names.ts';
import { schedulePruning } from '../retention.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "DeleteLogGroup". */
export const DeleteLogGroup = operation<'logs', 'DeleteLogGroup'>({
  accepts: ['logGroupName'],
  authorize: (input, context) => [onStream(context, 'DeleteLogGroup', input.logGroupName)],
  run(input, context) {
    const { name } = groupNamed(context, input.logGroupName);
    groups.delete(context.db, name);
    schedulePruning(context, name);
    return {};
  },
});
