import { operation } from '../../../service.ts';
import { checkArn } from '../arns.ts';
import { activityDoesNotExist } from '../errors.ts';
import { activities } from '../rows/activities.ts';

/** Source: AWS Step Functions API Reference, "DescribeActivity". */
export const DescribeActivity = operation<'states', 'DescribeActivity'>({
  accepts: ['activityArn'],
  authorize: (input) => [{ action: 'states:DescribeActivity', resource: input.activityArn }],
  run({ activityArn }, context) {
    const row = activities.find(context.db, checkArn(activityArn, 'activity'));
    if (!row) throw activityDoesNotExist(activityArn);
    return { activityArn, name: row.name, creationDate: new Date(row.createdAt) };
  },
});
