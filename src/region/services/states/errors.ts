import { WireError } from '../../errors.ts';

/** Source: AWS Step Functions API Reference, the "Errors" of each operation. */
export const invalidArn = (arn: string) => new WireError('InvalidArn', `Invalid Arn: '${arn}'`);
export const invalidName = (name: string) => new WireError('InvalidName', `Invalid Name: '${name}'`);
export const invalidDefinition = (message: string) =>
  new WireError('InvalidDefinition', `Invalid State Machine Definition: '${message}'`);
export const invalidExecutionInput = (message: string) => new WireError('InvalidExecutionInput', message);
export const invalidToken = (message: string) => new WireError('InvalidToken', message);
export const validationException = (message: string) => new WireError('ValidationException', message);

export const stateMachineDoesNotExist = (arn: string) =>
  new WireError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
export const stateMachineAlreadyExists = (arn: string) =>
  new WireError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
export const stateMachineDeleting = (arn: string) =>
  new WireError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
export const executionDoesNotExist = (arn: string) =>
  new WireError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
export const executionAlreadyExists = (arn: string) =>
  new WireError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
export const taskDoesNotExist = () => new WireError('TaskDoesNotExist', 'Task does not exist or is over.');
export const resourceNotFound = (arn: string) => new WireError('ResourceNotFound', `Resource not found: '${arn}'`);
