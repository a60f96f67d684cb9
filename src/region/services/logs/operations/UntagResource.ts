import { operation } from '../../../service.ts';
import { onGroupArn, taggedGroup } from '../names.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "UntagResource", for log groups. */
export const UntagResource = operation<'logs', 'UntagResource'>({
  accepts: ['resourceArn', 'tagKeys'],
  authorize: (input, context) => [onGroupArn(context, 'UntagResource', input.resourceArn)],
  run(input, context) {
    const group = taggedGroup(context, input.resourceArn);
    const tags = Object.entries(JSON.parse(group.tags) as Record<string, string>);
    const kept = tags.filter(([key]) => !input.tagKeys.includes(key));
    groups.setTags(context.db, group.name, Object.fromEntries(kept));
    return {};
  },
});
