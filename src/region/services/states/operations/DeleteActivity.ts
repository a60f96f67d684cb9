import { operation } from '../../../service.ts';
import { checkArn } from '../arns.ts';
import { activities } from '../rows/activities.ts';

/** Tasks that are in its queue stay with their executions. Deleting what is not there succeeds. Source: API Reference, "DeleteActivity". */
export const DeleteActivity = operation<'states', 'DeleteActivity'>({
  accepts: ['activityArn'],
  authorize: (input) => [{ action: 'states:DeleteActivity', resource: input.activityArn }],
  run(input, context) {
    activities.delete(context.db, checkArn(input.activityArn, 'activity'));
    return {};
  },
});
