import { operation } from '../../../service.ts';
import { pageByOffset } from '../pages.ts';
import { activities } from '../rows/activities.ts';

/** Source: AWS Step Functions API Reference, "ListActivities". */
export const ListActivities = operation<'states', 'ListActivities'>({
  accepts: ['maxResults', 'nextToken'],
  run(input, context) {
    const { rows, nextToken } = pageByOffset(input, (offset, limit) => activities.list(context.db, offset, limit));
    return {
      activities: rows.map(({ arn, name, createdAt }) => ({
        activityArn: arn,
        name,
        creationDate: new Date(createdAt),
      })),
      nextToken,
    };
  },
});
