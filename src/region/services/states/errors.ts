import { WireError } from '../../errors.ts';

/** Source: AWS Step Functions API Reference, the "Errors" of each operation. */
export const invalidArn = (what: string) => new WireError('InvalidArn', `Invalid Arn: '${what}'`);
export const invalidName = (name: string) => new WireError('InvalidName', `Invalid Name: '${name}'`);
/** @param message as the interpreter has it, `Invalid State Machine Definition: '…'` */
export const invalidDefinition = (message: string) => new WireError('InvalidDefinition', message);
export const invalidExecutionInput = (what: string) =>
  new WireError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${what}'`);
export const invalidOutput = (what: string) => new WireError('InvalidOutput', `Invalid Output: '${what}'`);
export const invalidToken = (what: string) => new WireError('InvalidToken', `Invalid Token: '${what}'`);
export const validationException = (message: string) => new WireError('ValidationException', message);
export const conflictException = (message: string) => new WireError('ConflictException', message);
export const serviceQuotaExceeded = (message: string) => new WireError('ServiceQuotaExceededException', message);

export const roleCannotBeAssumed = () =>
  new WireError(
    'AccessDeniedException',
    'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  );

export const stateMachineDoesNotExist = (arn: string) =>
  new WireError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
export const stateMachineAlreadyExists = (arn: string) =>
  new WireError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
export const stateMachineDeleting = (arn: string) =>
  new WireError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
export const stateMachineTypeNotSupported = () =>
  new WireError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');
export const executionDoesNotExist = (arn: string) =>
  new WireError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
export const executionAlreadyExists = (arn: string) =>
  new WireError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
export const executionNotRedrivable = (reason: string) => new WireError('ExecutionNotRedrivable', reason);
export const activityDoesNotExist = (arn: string) =>
  new WireError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
export const activityAlreadyExists = (arn: string) =>
  new WireError('ActivityAlreadyExists', `Activity Already Exists: '${arn}'`);
export const taskTimedOut = () =>
  new WireError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
export const resourceNotFound = (arn: string) => new WireError('ResourceNotFound', `Resource not found: '${arn}'`);
