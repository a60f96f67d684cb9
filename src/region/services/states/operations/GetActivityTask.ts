import { operation } from '../../../service.ts';
import { takeActivityTask, tasksOf } from '../activities/queue.ts';
import { checkArn } from '../arns.ts';
import { activityDoesNotExist } from '../errors.ts';
import { activities } from '../rows/activities.ts';

/** "The maximum time the service holds on to the request before responding is 60 seconds." Milliseconds. */
const longestPoll = 60_000;

/** Waits for a task; without one it answers with nothing. Source: API Reference, "GetActivityTask". */
export const GetActivityTask = operation<'states', 'GetActivityTask'>({
  accepts: ['activityArn', 'workerName'],
  authorize: (input) => [{ action: 'states:GetActivityTask', resource: input.activityArn }],
  async respond({ activityArn, workerName }, outside, principal) {
    const take = () =>
      outside.transaction(principal, (context) => {
        if (!activities.find(context.db, checkArn(activityArn, 'activity'))) throw activityDoesNotExist(activityArn);
        return takeActivityTask(context, activityArn, workerName);
      });
    return (await outside.until(tasksOf(activityArn), take, longestPoll)) ?? {};
  },
});
