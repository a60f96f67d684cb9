/** Why a resource failed, as stack events say it. */
import { WireError } from '../../../errors.ts';

/** Namespace of a resource type -> the service as AWS's SDK for Java names it in such messages. */
const services: Readonly<Record<string, string>> = {
  EC2: 'Ec2',
  IAM: 'Iam',
  Lambda: 'Lambda',
  Logs: 'CloudWatchLogs',
  S3: 'S3',
  SSM: 'Ssm',
  StepFunctions: 'Sfn',
};

/** Wire code -> handler error code. Source: CloudFormation CLI User Guide, "Handler error codes". */
const handlerErrorCodes: readonly (readonly [RegExp, string])[] = [
  [/AccessDenied|UnauthorizedOperation/, 'AccessDenied'],
  [/AlreadyExists|ResourceConflict/, 'AlreadyExists'],
  [/NotFound|NoSuch|DoesNotExist/, 'NotFound'],
  [/LimitExceeded|LimitExceededException/, 'ServiceLimitExceeded'],
  [/Throttl|TooManyRequests/, 'Throttling'],
  [/NotStabilized/, 'NotStabilized'],
  [/Validation|Invalid|Malformed|Missing/, 'InvalidRequest'],
];

/** @param type e.g. `AWS::IAM::Role`; the errors of templates, which no service has sent, are told as they are */
export function failureReason(error: unknown, type: string, requestId: string, token: string): string {
  if (!(error instanceof WireError)) return 'Internal Failure';
  const service = services[type.split('::')[1] ?? ''];
  if (service === undefined || error.code === 'ValidationError') return error.message;
  const code = handlerErrorCodes.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'GeneralServiceException';
  const from =
    error.code === 'NotStabilized'
      ? ''
      : ` (Service: ${service}, Status Code: ${error.status}, Request ID: ${requestId})`;
  return `Resource handler returned message: "${error.message}${from}" (RequestToken: ${token}, HandlerErrorCode: ${code})`;
}

/** Worth another try: the same call may go through in a moment. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof WireError &&
    /Throttl|RequestLimitExceeded|TooManyRequests|ServiceUnavailable|InternalError|InternalFailure|InternalServerError/.test(
      error.code,
    )
  );
}
