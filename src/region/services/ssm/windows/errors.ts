/** The wire errors of maintenance windows. */
import { WireError } from '../../../errors.ts';
import { doesNotExist } from '../errors.ts';

export const windowDoesNotExist = (id: string) => doesNotExist(`Maintenance window ${id} does not exist`);
export const targetDoesNotExist = (id: string) => doesNotExist(`Maintenance window target ${id} does not exist`);
export const taskDoesNotExist = (id: string) => doesNotExist(`Maintenance window task ${id} does not exist`);
export const executionDoesNotExist = (id: string) => doesNotExist(`Maintenance window execution ${id} does not exist`);
export const taskExecutionDoesNotExist = (id: string) =>
  doesNotExist(`Maintenance window task execution ${id} does not exist`);
export const invocationDoesNotExist = (id: string) =>
  doesNotExist(`Maintenance window task invocation ${id} does not exist`);

export const idempotentParameterMismatch = () =>
  new WireError(
    'IdempotentParameterMismatch',
    'The parameters do not match those of the original call with the same idempotency token. Use another token.',
  );

export const resourceLimitExceeded = (message: string) => new WireError('ResourceLimitExceededException', message);

export const targetInUse = (id: string) =>
  new WireError('TargetInUseException', `Maintenance window target ${id} is referenced by a task of the window.`);
