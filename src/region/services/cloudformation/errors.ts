/** CloudFormation's wire errors, code and message as AWS sends them. Source: CloudFormation API Reference, Common Errors. */
import { WireError } from '../../errors.ts';

/** The code under which CloudFormation says nearly everything: a bad template, a stack that is not there, a state that forbids it. */
export function validationError(message: string): WireError {
  return new WireError('ValidationError', message);
}

export function templateFormatError(message: string): WireError {
  return validationError(`Template format error: ${message}`);
}

export function templateError(message: string): WireError {
  return validationError(`Template error: ${message}`);
}

export function stackDoesNotExist(name: string): WireError {
  return validationError(`Stack with id ${name} does not exist`);
}

export function alreadyExists(name: string): WireError {
  return new WireError('AlreadyExistsException', `Stack [${name}] already exists`);
}

export function changeSetAlreadyExists(name: string, stack: string): WireError {
  return new WireError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${stack}`);
}

export function changeSetNotFound(name: string): WireError {
  return new WireError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });
}

export function invalidChangeSetStatus(arn: string, status: string): WireError {
  return new WireError(
    'InvalidChangeSetStatus',
    `ChangeSet [${arn}] cannot be executed in its current status of [${status}]`,
  );
}

export function insufficientCapabilities(capability: string): WireError {
  return new WireError('InsufficientCapabilitiesException', `Requires capabilities : [${capability}]`);
}
