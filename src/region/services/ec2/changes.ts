/** Start, stop and terminate have one shape: each instance is checked before any is changed, and both its states are told. */
import type { InstanceStateChange } from '@aws-sdk/client-ec2';
import type { Context } from '../../service.ts';
import { incorrectState } from './errors.ts';
import { instancesById } from './reading.ts';
import { findInstance, type Instance } from './rows.ts';
import { answers, instanceState, type Request } from './states.ts';

/**
 * @param check what stands in the way besides the state; throws its error
 * @param change is called for the instances on which the request has an effect
 * @throws InvalidInstanceID.Malformed, InvalidInstanceID.NotFound, IncorrectInstanceState
 */
export function changeStates(
  context: Context,
  request: Request,
  ids: readonly string[],
  change: (instance: Instance) => void,
  check: (instance: Instance) => void = () => {},
): InstanceStateChange[] {
  const instances = instancesById(context.db, ids);
  const affected = instances.filter((instance) => {
    const answer = answers[request][instance.state];
    if (answer === 'refused') throw incorrectState(instance.id, request);
    if (answer === 'same') return false;
    check(instance);
    return true;
  });
  for (const instance of affected) change(instance);
  return instances.map(({ id, state }) => ({
    InstanceId: id,
    CurrentState: instanceState(findInstance(context.db, id)!.state),
    PreviousState: instanceState(state),
  }));
}
