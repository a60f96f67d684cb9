import { WireError } from '../../errors.ts';

/** Lambda's errors have a member `Type` that says whose fault it is. */
const lambdaError =
  (code: string, status: number, type: 'User' | 'Server' = 'User') =>
  (message: string) =>
    new WireError(code, message, { status, members: { Type: type } });

export const invalidParameterValue = lambdaError('InvalidParameterValueException', 400);
export const invalidRequestContent = lambdaError('InvalidRequestContentException', 400);
export const requestEntityTooLarge = lambdaError('RequestEntityTooLargeException', 413);
export const requestTooLarge = lambdaError('RequestTooLargeException', 413);
const resourceConflict = lambdaError('ResourceConflictException', 409);
const resourceNotFound = lambdaError('ResourceNotFoundException', 404);
const preconditionFailed = lambdaError('PreconditionFailedException', 412);
const accessDenied = lambdaError('AccessDeniedException', 403);

export const functionAlreadyExists = (name: string) => resourceConflict(`Function already exist: ${name}`);

export const functionNotFound = (arn: string) => resourceNotFound(`Function not found: ${arn}`);

export const statementExists = (id: string) =>
  resourceConflict(
    `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const statementNotFound = (id: string) => resourceNotFound(`Statement ${id} is not found in resource policy.`);

export const noPolicy = () => resourceNotFound('The resource you requested does not exist.');

export const revisionMismatch = () =>
  preconditionFailed(
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
  );

/** The answer to Invoke when the trust policy of the function's role no longer lets Lambda in. */
export const roleCannotBeAssumed = () => accessDenied('The role defined for the function cannot be assumed by Lambda.');

/** The account's quota of concurrent invocations is used up. */
export const tooManyRequests = () =>
  new WireError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    members: { Type: 'User', Reason: 'ConcurrentInvocationLimitExceeded' },
  });

/** @param constraint e.g. `Member must have value less than or equal to 900` */
export const constraintViolated = (value: unknown, member: string, constraint: string) =>
  new WireError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
