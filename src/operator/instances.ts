/** Instances as commands see them. */
import type { Instance } from '@aws-sdk/client-ec2';
import { paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { Clients } from '../aws/clients.ts';
import type { Tags } from '../maintenance/rules/instance-state.ts';
import { Failure } from './failure.ts';
import { poll } from './poll.ts';

/** @throws Failure when there is none with that id */
export async function describeInstance({ ec2 }: Clients, id: string): Promise<Instance> {
  const none = () =>
    new Failure(`There is no instance ${id} here. See that the Region and the account are the right ones, and the id.`);
  try {
    const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
    const instance = Reservations?.[0]?.Instances?.[0];
    if (instance) return instance;
  } catch (error) {
    // Source: EC2 API Reference, "Error codes".
    if (!/^InvalidInstanceID\.(NotFound|Malformed)$/.test((error as Error).name)) throw error;
  }
  throw none();
}

/** An instance's tags, by key. */
export function tagsOf({ Tags = [] }: Instance): Tags {
  return Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value]));
}

/** Every instance of the Region that is on or about to be. */
export async function runningInstances({ ec2 }: Clients): Promise<string[]> {
  const filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
  const ids: string[] = [];
  for await (const page of paginateDescribeInstances({ client: ec2 }, { Filters: filters }))
    for (const { Instances = [] } of page.Reservations ?? [])
      ids.push(...Instances.map(({ InstanceId }) => InstanceId ?? ''));
  return ids;
}

/** Stops instances and waits until they are stopped. */
export async function stopInstances(clients: Clients, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  for (const id of ids) await waitForState(clients, id, ['running', 'stopping', 'stopped'], signal);
  await clients.ec2.stopInstances({ InstanceIds: [...ids] });
  for (const id of ids) await waitForState(clients, id, ['stopped'], signal);
}

/** Starts an instance and waits until Systems Manager has heard of it since. */
export async function wake(clients: Clients, id: string, signal?: AbortSignal): Promise<void> {
  await clients.ec2.startInstances({ InstanceIds: [id] });
  await waitForState(clients, id, ['running'], signal);
  await waitUntilManaged(clients, id, signal);
}

/** @throws Failure when it ends in a state from which it does not come back */
export async function waitForState(
  clients: Clients,
  id: string,
  states: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  await poll(async () => {
    const { State, StateReason } = await describeInstance(clients, id);
    if (states.includes(State?.Name ?? '')) return true;
    if (State?.Name === 'terminated' || (State?.Name === 'stopped' && !states.includes('stopped')))
      throw new Failure(`The instance ${id} is ${State.Name}: ${StateReason?.Message ?? 'no reason is given'}`);
    return undefined;
  }, signal);
}

/** @throws Failure when it does not stay on: somebody has stopped it */
export async function waitUntilManaged(clients: Clients, id: string, signal?: AbortSignal): Promise<void> {
  await poll(async () => {
    const { LaunchTime, State, StateReason } = await describeInstance(clients, id);
    if (State?.Name !== 'running')
      throw new Failure(`The instance ${id} is ${State?.Name} again: ${StateReason?.Message ?? 'no reason is given'}`);
    const { InstanceInformationList: [information] = [] } = await clients.ssm.describeInstanceInformation({
      Filters: [{ Key: 'InstanceIds', Values: [id] }],
    });
    const heard = information?.LastPingDateTime?.getTime() ?? 0;
    return information?.PingStatus === 'Online' && heard >= (LaunchTime?.getTime() ?? 0) ? true : undefined;
  }, signal);
}
