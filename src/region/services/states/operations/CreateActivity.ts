import { operation } from '../../../service.ts';
import { activityArn, checkName } from '../arns.ts';
import { activities } from '../rows/activities.ts';

/** Creating an activity again answers with the one there is. Source: API Reference, "CreateActivity". */
export const CreateActivity = operation<'states', 'CreateActivity'>({
  accepts: ['name', 'tags'],
  authorize: (input, context) => [{ action: 'states:CreateActivity', resource: activityArn(context, input.name) }],
  run({ name, tags = [] }, context) {
    const arn = activityArn(context, checkName(name));
    const before = activities.find(context.db, arn);
    if (!before) activities.insert(context.db, { arn, name, tags: JSON.stringify(tags), createdAt: context.now });
    return { activityArn: arn, creationDate: new Date(before?.createdAt ?? context.now) };
  },
});
