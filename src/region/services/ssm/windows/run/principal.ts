import { WireError } from '../../../../errors.ts';
import type { Context, Principal } from '../../../../service.ts';
import { systemsManager } from '../../fleet.ts';
import { roleOf, serviceLinkedRole } from '../describe.ts';
import type { TaskDetails } from '../rows/registrations.ts';

/**
 * Who makes the calls of a task: its role, or the service-linked role, which reaches only functions and
 * state machines whose names begin with SSM. Source: User Guide, "AWS managed policy: AmazonSSMServiceRolePolicy".
 * @param session names the role's session
 * @throws WireError AccessDenied
 */
export function principalOf(context: Context, task: TaskDetails, session: string): Principal {
  const role = roleOf(task, context);
  if (role !== serviceLinkedRole(context)) return context.assume(role, 'ssm.amazonaws.com', session);
  if (task.TaskType !== 'RUN_COMMAND' && !/^SSM/.test(task.TaskArn.split(':').at(-1) ?? ''))
    throw new WireError(
      'AccessDeniedException',
      `The service-linked role AWSServiceRoleForAmazonSSM allows only resources whose names begin with SSM, not ${task.TaskArn}. Give the task a ServiceRoleArn.`,
    );
  return systemsManager;
}
