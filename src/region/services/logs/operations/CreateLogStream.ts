import { operation } from '../../../service.ts';
import { logStreamExists } from '../errors.ts';
import { checkStreamName, groupNamed, onStream } from '../names.ts';
import { streams } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "CreateLogStream". */
export const CreateLogStream = operation<'logs', 'CreateLogStream'>({
  accepts: ['logGroupName', 'logStreamName'],
  authorize: (input, context) => [onStream(context, 'CreateLogStream', input.logGroupName, input.logStreamName)],
  run(input, context) {
    checkStreamName(input.logStreamName);
    const { name } = groupNamed(context, input.logGroupName);
    if (streams.find(context.db, name, input.logStreamName)) throw logStreamExists();
    streams.insert(context.db, name, input.logStreamName, context.now);
    return {};
  },
});
