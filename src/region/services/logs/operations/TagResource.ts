import { operation } from '../../../service.ts';
import { onGroupArn, taggedGroup } from '../names.ts';
import { groups } from '../rows.ts';

/** Source: CloudWatch Logs API Reference, "TagResource", for log groups. */
export const TagResource = operation<'logs', 'TagResource'>({
  accepts: ['resourceArn', 'tags'],
  authorize(input, context) {
    const requirement = onGroupArn(context, 'TagResource', input.resourceArn);
    const requested = Object.entries(input.tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
    return [{ ...requirement, conditions: { ...requirement.conditions, ...Object.fromEntries(requested) } }];
  },
  run(input, context) {
    const group = taggedGroup(context, input.resourceArn);
    groups.setTags(context.db, group.name, { ...JSON.parse(group.tags), ...input.tags });
    return {};
  },
});
