import { WireError } from '../../errors.ts';

/** Source: IAM API Reference, the "Errors" of each operation. */
export const noSuchEntity = (message: string) => new WireError('NoSuchEntity', message, { status: 404 });
export const entityAlreadyExists = (message: string) => new WireError('EntityAlreadyExists', message, { status: 409 });
export const deleteConflict = (message: string) => new WireError('DeleteConflict', message, { status: 409 });
export const limitExceeded = (message: string) => new WireError('LimitExceeded', message, { status: 409 });
export const malformedPolicy = (message: string) => new WireError('MalformedPolicyDocument', message);
export const validationError = (message: string) => new WireError('ValidationError', message);

export const noSuchRole = (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`);
export const noSuchPolicy = (arn: string) => noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
export const noSuchProfile = (name: string) => noSuchEntity(`Instance Profile ${name} cannot be found.`);
