/**
 * The errors of EC2, codes and messages as AWS sends them (Error codes for the Amazon EC2 API).
 */
import { WireError } from '../../errors.ts';
import type { Request, State } from './states.ts';

export const dryRunOperation = (): WireError =>
  new WireError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });

export const malformedInstanceId = (id: string): WireError =>
  new WireError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`);

export function noSuchInstance(ids: readonly string[]): WireError {
  return new WireError(
    'InvalidInstanceID.NotFound',
    ids.length === 1
      ? `The instance ID '${ids[0]}' does not exist`
      : `The instance IDs '${ids.join(', ')}' do not exist`,
  );
}

const participles: Readonly<Record<Request, string>> = {
  start: 'started',
  stop: 'stopped',
  reboot: 'rebooted',
  terminate: 'terminated',
};

export const incorrectState = (id: string, request: Request): WireError =>
  new WireError(
    'IncorrectInstanceState',
    `The instance '${id}' is not in a state from which it can be ${participles[request]}.`,
  );

export const notInState = (id: string, state: State): WireError =>
  new WireError('IncorrectInstanceState', `The instance '${id}' is not in the '${state}' state.`);

export const neverRan = (id: string): WireError =>
  new WireError(
    'IncorrectInstanceState',
    `Instance '${id}' cannot be stopped as it has never reached the 'running' state.`,
  );

/** @param attribute the protection that stands in the way: `disableApiStop` or `disableApiTermination` */
export const protectedInstance = (id: string, request: 'stop' | 'terminate', attribute: string): WireError =>
  new WireError(
    'OperationNotPermitted',
    `The instance '${id}' may not be ${participles[request]}. Modify its '${attribute}' instance attribute and try again.`,
  );

export const invalidValue = (message: string): WireError => new WireError('InvalidParameterValue', message);

export const invalidCombination = (message: string): WireError => new WireError('InvalidParameterCombination', message);

export const missingParameter = (name: string): WireError =>
  new WireError('MissingParameter', `The request must contain the parameter ${name}`);

export const invalidNextToken = (): WireError =>
  new WireError('InvalidNextToken', 'The specified pagination token is not valid or is expired.');

export const malformedImageId = (id: string): WireError =>
  new WireError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);

export const noSuchImage = (ids: readonly string[]): WireError =>
  new WireError(
    'InvalidAMIID.NotFound',
    ids.length === 1 ? `The image id '[${ids[0]}]' does not exist` : `The image ids '[${ids.join(', ')}]' do not exist`,
  );

export const noSuchSubnet = (id: string): WireError =>
  new WireError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);

export const noSuchVpc = (id: string): WireError =>
  new WireError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);

export const noSuchGroup = (id: string): WireError =>
  new WireError('InvalidGroup.NotFound', `The security group '${id}' does not exist`);

export const noSuchVolume = (id: string): WireError =>
  new WireError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);

/** A resource to be tagged whose kind cannot be told, or that is not there. */
export const invalidId = (id: string): WireError => new WireError('InvalidID', `The ID '${id}' is not valid`);

export const noSuchSnapshot = (ids: readonly string[]): WireError =>
  new WireError(
    'InvalidSnapshot.NotFound',
    ids.length === 1 ? `The snapshot '${ids[0]}' does not exist.` : `The snapshots '${ids.join(', ')}' do not exist.`,
  );

export const malformedSnapshotId = (id: string): WireError =>
  new WireError('InvalidSnapshotID.Malformed', `Invalid id: "${id}" (expecting "snap-...")`);

/** Only an instance on an EBS volume outlives its being stopped (API page of StopInstances). */
export const notEbs = (id: string): WireError =>
  new WireError(
    'UnsupportedOperation',
    `The instance '${id}' does not have an 'ebs' root device type and cannot be stopped.`,
  );

export const oneTimeSpot = (id: string): WireError =>
  new WireError(
    'UnsupportedOperation',
    `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.`,
  );

export const unsupportedHibernation = (): WireError =>
  new WireError(
    'UnsupportedHibernationConfiguration',
    'The root volume of an instance that is to hibernate must be encrypted.',
  );

/** As AWS has it: a fault of the server's, which clients try again. */
export const insufficientCapacity = (type: string, zone: string): WireError =>
  new WireError(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.`,
    { status: 500 },
  );

export const tagLimitExceeded = (): WireError =>
  new WireError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.');

export const idempotentMismatch = (): WireError =>
  new WireError(
    'IdempotentParameterMismatch',
    'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
  );

export const idempotentTerminated = (): WireError =>
  new WireError(
    'IdempotentInstanceTerminated',
    'The client token you have provided is associated with a terminated instance. Please use a different client token.',
  );
