import { WireError } from '../../errors.ts';

export const invalidParameter = (message: string) => new WireError('InvalidParameterException', message);

/** @param constraint e.g. `Member must have length less than or equal to 512` */
export const constraintViolated = (value: unknown, member: string, constraint: string) =>
  invalidParameter(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

const notFound = (message: string) => new WireError('ResourceNotFoundException', message);
const alreadyExists = (message: string) => new WireError('ResourceAlreadyExistsException', message);

export const logGroupNotFound = () => notFound('The specified log group does not exist.');
export const logStreamNotFound = () => notFound('The specified log stream does not exist.');
export const resourceNotFound = () => notFound('The specified resource does not exist.');
export const logGroupExists = () => alreadyExists('The specified log group already exists');
export const logStreamExists = () => alreadyExists('The specified log stream already exists');
