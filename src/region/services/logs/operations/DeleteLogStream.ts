import { operation } from '../../../service.ts';
import { logStreamNotFound } from '../errors.ts';
import { groupNamed, onStream } from '../names.ts';
import { schedulePruning } from '../retention.ts';
import { streams } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "DeleteLogStream". */
export const DeleteLogStream = operation<'logs', 'DeleteLogStream'>({
  accepts: ['logGroupName', 'logStreamName'],
  authorize: (input, context) => [onStream(context, 'DeleteLogStream', input.logGroupName, input.logStreamName)],
  run(input, context) {
    const { name } = groupNamed(context, input.logGroupName);
    if (streams.delete(context.db, name, input.logStreamName) === 0) throw logStreamNotFound();
    schedulePruning(context, name);
    return {};
  },
});
