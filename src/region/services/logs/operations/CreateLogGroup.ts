import { operation } from '../../../service.ts';
import { logGroupExists } from '../errors.ts';
import { checkGroupName, onStream } from '../names.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "CreateLogGroup". */
export const CreateLogGroup = operation<'logs', 'CreateLogGroup'>({
  accepts: ['logGroupName', 'tags'],
  authorize(input, context) {
    const requestTags = Object.entries(input.tags ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
    const create = onStream(context, 'CreateLogGroup', input.logGroupName);
    const requirement = { ...create, conditions: Object.fromEntries(requestTags) as Record<string, string> };
    return requestTags.length === 0 ? [requirement] : [requirement, { ...requirement, action: 'logs:TagResource' }];
  },
  run(input, context) {
    checkGroupName(input.logGroupName);
    if (groups.find(context.db, input.logGroupName)) throw logGroupExists();
    const tags = JSON.stringify(input.tags ?? {});
    groups.insert(context.db, { name: input.logGroupName, created: context.now, retention: null, tags });
    return {};
  },
});
