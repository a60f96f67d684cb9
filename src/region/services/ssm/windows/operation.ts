import type { Input, OperationName, Output } from '../../../api.ts';
import { arn } from '../../../arn.ts';
import { type Context, type Operation, operation, type Requirement } from '../../../service.ts';
import { tagsOfResource } from '../tags/rows.ts';
import { hold } from './constraints.ts';

/** An operation on maintenance windows: its input is held to the API's constraints before it runs. */
export function windowOperation<O extends OperationName<'ssm'>>(definition: {
  accepts: readonly string[];
  authorize?: (input: Input<'ssm', O>, context: Context) => readonly Requirement[];
  run: (input: Input<'ssm', O>, context: Context) => Output<'ssm', O>;
}): Operation {
  return operation<'ssm', O>({
    ...definition,
    run(input, context) {
      hold(input);
      return definition.run(input, context);
    },
  });
}

/**
 * What IAM has to allow: an action on a window, by its tags, and perhaps on one of its targets or tasks.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Systems Manager".
 */
export function onWindow(
  context: Context,
  action: string,
  { WindowId, WindowTargetId, WindowTaskId }: { WindowId?: string; WindowTargetId?: string; WindowTaskId?: string },
): Requirement[] {
  const resources = [`maintenancewindow/${WindowId}`];
  if (WindowTargetId !== undefined) resources.push(`windowtarget/${WindowTargetId}`);
  if (WindowTaskId !== undefined) resources.push(`windowtask/${WindowTaskId}`);
  const tags = tagsOfResource(context.db, 'MaintenanceWindow', WindowId ?? '');
  const conditions = Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
  return resources.map((resource, index) => ({
    action: `ssm:${action}`,
    resource: arn(context, 'ssm', resource),
    ...(index === 0 && { conditions }),
  }));
}

/** A role that is given to a task has to be one that the caller may pass to Systems Manager. */
export function passRole(roleArn: string | undefined): Requirement[] {
  if (roleArn === undefined) return [];
  const conditions = { 'iam:PassedToService': 'ssm.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: roleArn, conditions }];
}
