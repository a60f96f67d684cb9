/** Removing what is not there any more. */
import { WireError } from '../../../errors.ts';

/** The codes by which the services say that a resource is not there. */
const codes: readonly string[] = [
  'DoesNotExistException', // ssm: windows, targets, tasks, baselines
  'InvalidDocument', // ssm
  'InvalidInstanceID.NotFound', // ec2
  'NoSuchBucket', // s3
  'NoSuchBucketPolicy', // s3
  'NoSuchEntity', // iam
  'NoSuchTagSet', // s3
  'NotFound', // sns
  'NotFoundException', // resource-groups
  'ParameterNotFound', // ssm
  'ResourceNotFoundException', // events, lambda, logs
  'StateMachineDoesNotExist', // states
];

export function isGone(error: unknown): error is WireError {
  return error instanceof WireError && codes.includes(error.code);
}

/** Calls, and takes "it is not there" for the wish fulfilled. @returns undefined then */
export function unlessGone<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
