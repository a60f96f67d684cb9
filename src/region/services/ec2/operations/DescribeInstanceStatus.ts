import type { InstanceStatus, InstanceStatusSummary } from '@aws-sdk/client-ec2';
import { operation } from '../../../service.ts';
import { invalidCombination } from '../errors.ts';
import { type FilterTable, filterOf } from '../filters.ts';
import { page, positionBefore } from '../pages.ts';
import { instancesById } from '../reading.ts';
import { allInstances, type Health, type Instance } from '../rows.ts';
import { instanceState, stateCodes } from '../states.ts';

/** What the check of an instance's reachability says for each outcome of all checks. */
const reachability: Readonly<Record<Health, 'failed' | 'initializing' | 'passed'>> = {
  impaired: 'failed',
  initializing: 'initializing',
  ok: 'passed',
};

/** Only a running instance is checked. */
const health = ({ state, health }: Instance) => (state === 'running' ? health : undefined);

/** The machine's host is this one, which answers: what can be impaired is the machine. */
const hostHealth = (instance: Instance): Health | undefined => {
  const own = health(instance);
  return own === 'impaired' ? 'ok' : own;
};

const filters: FilterTable<Instance> = {
  'availability-zone': ({ details }) => [details.availabilityZone],
  'instance-state-code': ({ state }) => [String(stateCodes[state])],
  'instance-state-name': ({ state }) => [state],
  'instance-status.reachability': (instance) => [summary(health(instance)).Details?.[0]?.Status],
  'instance-status.status': (instance) => [summary(health(instance)).Status],
  'system-status.reachability': (instance) => [summary(hostHealth(instance)).Details?.[0]?.Status],
  'system-status.status': (instance) => [summary(hostHealth(instance)).Status],
};

/** The status checks of running instances, or with IncludeAllInstances of all: those that do not run have none. */
export const DescribeInstanceStatus = operation<'ec2', 'DescribeInstanceStatus'>({
  accepts: ['InstanceIds', 'Filters', 'IncludeAllInstances', 'MaxResults', 'NextToken', 'DryRun'],
  run(input, { db }) {
    if (input.InstanceIds?.length && input.MaxResults !== undefined)
      throw invalidCombination('The parameter instancesSet cannot be used with the parameter maxResults');
    const after = Number(positionBefore(input.NextToken) ?? 0);
    const instances = input.InstanceIds?.length
      ? instancesById(db, input.InstanceIds).values()
      : allInstances(db, after);
    const shown = instances.filter(({ state }) => input.IncludeAllInstances || state === 'running');
    const found = shown.filter(filterOf('DescribeInstanceStatus', input.Filters, filters));
    const { items, NextToken } = page(found, input, ({ sequence }) => sequence);
    return { InstanceStatuses: items.map(describe), NextToken };
  },
});

function describe(instance: Instance): InstanceStatus {
  return {
    InstanceId: instance.id,
    InstanceState: instanceState(instance.state),
    AvailabilityZone: instance.details.availabilityZone,
    InstanceStatus: summary(health(instance), instance.impairedSince),
    SystemStatus: summary(hostHealth(instance)),
  };
}

function summary(health: Health | undefined, impairedSince: number | null = null): InstanceStatusSummary {
  if (health === undefined) return { Status: 'not-applicable' };
  const ImpairedSince = health === 'impaired' && impairedSince !== null ? new Date(impairedSince) : undefined;
  return { Status: health, Details: [{ Name: 'reachability', Status: reachability[health], ImpairedSince }] };
}
