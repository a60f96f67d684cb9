import { WireError } from '../../errors.ts';

export const validationException = (message: string) => new WireError('ValidationException', message);

/** @param constraint e.g. `Member must have length less than or equal to 10` */
export const constraintViolated = (value: unknown, member: string, constraint: string) =>
  validationException(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

const notFound = (message: string) => new WireError('ResourceNotFoundException', message);

export const ruleNotFound = (name: string, bus: string) => notFound(`Rule ${name} does not exist on EventBus ${bus}.`);

export const busNotFound = (name: string) => notFound(`Event bus ${name} does not exist.`);

export const busExists = (name: string) =>
  new WireError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);

export const tooMany = () =>
  new WireError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');

export const invalidPattern = (reason: string) =>
  new WireError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
