/** Starting a run of a whole fleet, or the maintenance of some machines. */
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../failure.ts';
import { isFleet, outputsOf } from '../stack.ts';
import { inventoryOf } from './inventory.ts';
import { planOf } from './plan.ts';
import { standingOf } from './standing.ts';
import { timeAt } from './time.ts';

/** What was started. */
export interface Begun {
  /** whether it is one run of the fleet; else one execution for each machine */
  readonly fleet: boolean;
  readonly executionArns: readonly string[];
}

/** A run of the fleet goes in waves, with canaries; machines that are named are all started at once, so they are few. */
export const mostNamed = 100;

/**
 * @param ids only these; default: all that the stack selects
 * @throws Failure for a machine that the stack does not select, or passes over by its exclusion tag, and for too many of them
 */
export async function startRun(clients: Clients, stackName: string, ids?: readonly string[]): Promise<Begun> {
  const outputs = await outputsOf(clients, stackName);
  if (isFleet(outputs) && !ids)
    return { fleet: true, executionArns: [await start(clients, outputs.PatchFleetArn, {})] };
  const selected = isFleet(outputs)
    ? new Map(
        (await planOf(clients, stackName, outputs, await timeAt(clients))).members.map((one) => [
          one.instanceId,
          one.reason,
        ]),
      )
    : await selectedByPattern(clients, stackName);
  const chosen = [...new Set(ids ?? selected.keys())];
  check(stackName, chosen, selected);
  const arn = isFleet(outputs) ? outputs.PatchInstanceArn : outputs.StateMachineArn;
  const executionArns: string[] = [];
  for (const instanceId of chosen) executionArns.push(await start(clients, arn, { instanceId }));
  return { fleet: false, executionArns };
}

function check(stackName: string, chosen: readonly string[], selected: ReadonlyMap<string, string | undefined>): void {
  if (!chosen.length) throw new Failure(`The stack ${stackName} selects no machine. Give instances its tag first.`);
  if (chosen.length > mostNamed)
    throw new Failure(
      `These are ${chosen.length} machines, which would all be woken at once. Choose ${mostNamed} at most, or run the whole fleet, which goes in waves.`,
    );
  const stranger = chosen.find((id) => !selected.has(id));
  if (stranger)
    throw new Failure(`The stack ${stackName} does not select ${stranger}. Choose among those of its page.`);
  const excluded = chosen.find((id) => selected.get(id) === 'Excluded');
  if (excluded) throw new Failure(`${excluded} is excluded by its tag. Take the tag away first.`);
}

async function selectedByPattern(clients: Clients, stackName: string): Promise<Map<string, undefined>> {
  const standing = await standingOf(clients, stackName);
  const { instances } = await inventoryOf(clients, stackName, standing, Number.POSITIVE_INFINITY);
  return new Map(instances.map(({ id }) => [id, undefined]));
}

async function start({ states }: Clients, stateMachineArn: string, input: object): Promise<string> {
  const { executionArn = '' } = await states.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  return executionArn;
}
