/** What a task of a window may say. Source: Systems Manager API Reference, "RegisterTaskWithMaintenanceWindow". */
import type { MaintenanceWindowTaskInvocationParameters, MaintenanceWindowTaskType, Target } from '@aws-sdk/client-ssm';
import { notSupported } from '../../../errors.ts';
import type { Database } from '../../../store/database.ts';
import { validationException } from '../errors.ts';
import { resourceLimitExceeded } from './errors.ts';
import { targetNamed } from './lookup.ts';
import { type InvocationParameters, type TaskDetails, type TaskType, windowTargets } from './rows/registrations.ts';
import type { Window } from './rows/windows.ts';
import { instancePseudoParameterIn } from './rules/pseudo-parameters.ts';

/** The members of TaskInvocationParameters that both register and update take. */
export const invocationMembers = [
  'TaskInvocationParameters.StepFunctions',
  'TaskInvocationParameters.Lambda',
  'TaskInvocationParameters.RunCommand.Comment',
  'TaskInvocationParameters.RunCommand.DocumentVersion',
  'TaskInvocationParameters.RunCommand.Parameters',
  'TaskInvocationParameters.RunCommand.TimeoutSeconds',
];

/** The type of task -> its member of TaskInvocationParameters. */
const memberOf: Readonly<Record<TaskType, keyof InvocationParameters>> = {
  STEP_FUNCTIONS: 'StepFunctions',
  LAMBDA: 'Lambda',
  RUN_COMMAND: 'RunCommand',
};

/** Registered targets per task. Source: "AWS Systems Manager endpoints and quotas", Maintenance Windows. */
const mostTargets = 10;

/** @throws WireError NotImplemented for `AUTOMATION` */
export function supportedType(type: MaintenanceWindowTaskType): TaskType {
  if (type === 'AUTOMATION') throw notSupported('maintenance window tasks of type AUTOMATION');
  return type;
}

/** @throws WireError NotImplemented, where a caller within the Region passes what the wire would have refused */
export function keepParameters(
  parameters: MaintenanceWindowTaskInvocationParameters | undefined,
): InvocationParameters | undefined {
  if (parameters === undefined) return undefined;
  const { StepFunctions, Lambda, RunCommand } = parameters;
  if (RunCommand?.ServiceRoleArn !== undefined)
    throw notSupported('the parameter TaskInvocationParameters.RunCommand.ServiceRoleArn');
  return {
    ...(StepFunctions && { StepFunctions }),
    ...(Lambda && {
      Lambda: { ...Lambda, Payload: Lambda.Payload && Buffer.from(Lambda.Payload).toString() },
    }),
    ...(RunCommand && { RunCommand }),
  };
}

/**
 * The numbers of a task: one with targets names both, one without gets a 1 that means nothing.
 * Source: "Registering maintenance window tasks without targets".
 * @throws WireError ValidationException
 */
export function limitsOf(
  targets: readonly Target[],
  { MaxConcurrency, MaxErrors }: { MaxConcurrency?: string | undefined; MaxErrors?: string | undefined },
): { MaxConcurrency: string; MaxErrors: string } {
  for (const [member, value] of Object.entries({ MaxConcurrency, MaxErrors })) {
    if (targets.length === 0 && value !== undefined)
      throw validationException(`Maintenance window tasks without targets don't support ${member} values`);
    if (targets.length > 0 && value === undefined)
      throw validationException(`Maintenance window tasks with targets require a ${member} value`);
  }
  return { MaxConcurrency: MaxConcurrency ?? '1', MaxErrors: MaxErrors ?? '1' };
}

/** @throws WireError ValidationException, DoesNotExistException, ResourceLimitExceededException */
export function checkTask(db: Database, window: Window, task: TaskDetails): void {
  const member = memberOf[task.TaskType];
  const other = Object.keys(task.TaskInvocationParameters ?? {}).find((given) => given !== member);
  if (other)
    throw validationException(`TaskInvocationParameters.${other} does not match the task type ${task.TaskType}`);
  checkTargets(db, window, task);
  if (task.TaskType !== 'RUN_COMMAND') return;
  if (task.Targets.length === 0)
    throw validationException('One or more targets must be specified for maintenance window Run Command-type tasks.');
  const unusable = instancePseudoParameterIn(JSON.stringify(task.TaskInvocationParameters ?? {}));
  if (unusable) throw validationException(`The pseudo parameter ${unusable} can't be used with Run Command tasks.`);
}

function checkTargets(db: Database, window: Window, { Targets }: TaskDetails): void {
  const named = Targets.filter(({ Key = '' }) => isKey(Key, 'WindowTargetIds')).flatMap(({ Values = [] }) => Values);
  if (named.length > mostTargets)
    throw resourceLimitExceeded(`A maintenance window task can have a maximum of ${mostTargets} targets.`);
  const registered = windowTargets.of(db, window.id).flatMap(({ details }) => details.Targets);
  for (const { Key = '', Values = [] } of Targets) {
    if (isKey(Key, 'WindowTargetIds')) for (const id of Values) targetNamed(db, window.id, id);
    else if (!isKey(Key, 'InstanceIds'))
      throw validationException(`The target key '${Key}' is not valid for a task. Use WindowTargetIds or InstanceIds.`);
    else if (!window.details.AllowUnassociatedTargets)
      for (const id of Values)
        if (!registered.some((target) => isKey(target.Key ?? '', 'InstanceIds') && target.Values?.includes(id)))
          throw validationException(
            `${id} is not registered as a target of ${window.id}, which does not allow unassociated targets.`,
          );
  }
}

/** The documentation writes `InstanceIds` and `instanceids`. */
export const isKey = (key: string, name: string): boolean => key.toLowerCase() === name.toLowerCase();
