/** Starting a run of a whole fleet, or the maintenance of some machines. */
import type { Clients } from '../../aws/clients.ts';
import { Failure } from '../failure.ts';
import { isFleet, outputsOf } from '../stack.ts';
import { runFolder } from './executions.ts';
import { inventoryOf } from './inventory.ts';
import { planOf } from './plan.ts';
import { standingOf } from './standing.ts';
import { timeAt } from './time.ts';

/** An execution that was started. */
export interface Started {
  readonly executionArn: string;
  /** its name */
  readonly execution: string;
  /** the folder of its evidence, where it leaves some */
  readonly run: string;
  /** the machine that it is for; empty for a run of the whole fleet */
  readonly instanceId: string;
  readonly name?: string;
  readonly began?: Date;
}

/** What was started. */
export interface Begun {
  /** whether it is one run of the fleet; else one execution for each machine */
  readonly fleet: boolean;
  readonly executions: readonly Started[];
}

/** A machine that the stack selects. */
interface Selected {
  readonly instanceId: string;
  readonly name?: string;
  /** why it is passed over, and in words */
  readonly reason?: string;
  readonly because?: string;
}

/** A run of the fleet goes in waves, with canaries; machines that are named are all started at once, so they are few. */
export const mostNamed = 100;

/**
 * @param ids only these; default: all that the stack selects
 * @throws Failure for a machine that the stack does not select, or passes over by its exclusion tag, and for too many of them
 */
export async function startRun(clients: Clients, stackName: string, ids?: readonly string[]): Promise<Begun> {
  const outputs = await outputsOf(clients, stackName);
  if (isFleet(outputs) && !ids) return { fleet: true, executions: [await start(clients, outputs.PatchFleetArn)] };
  const selected = isFleet(outputs)
    ? (await planOf(clients, stackName, outputs, await timeAt(clients))).members
    : await selectedByPattern(clients, stackName);
  const where = isFleet(outputs)
    ? `'wakepatch plan --stack ${stackName}' shows what it selects.`
    : `Its window selects ${selected.map(({ instanceId }) => instanceId).join(', ') || 'nothing'}.`;
  const chosen = chosenOf(stackName, selected, where, ids);
  const arn = isFleet(outputs) ? outputs.PatchInstanceArn : outputs.StateMachineArn;
  const executions: Started[] = [];
  for (const machine of chosen) executions.push(await start(clients, arn, machine));
  return { fleet: false, executions };
}

/** @throws Failure */
function chosenOf(
  stackName: string,
  selected: readonly Selected[],
  where: string,
  ids?: readonly string[],
): Selected[] {
  const known = new Map(selected.map((machine) => [machine.instanceId, machine]));
  const wanted = [...new Set(ids ?? known.keys())];
  if (!wanted.length) throw new Failure(`The stack ${stackName} selects no machine. Give instances its tag first.`);
  if (wanted.length > mostNamed)
    throw new Failure(
      `These are ${wanted.length} machines, which would all be woken at once. Choose ${mostNamed} at most, or run the whole fleet, which goes in waves.`,
    );
  const stranger = wanted.find((id) => !known.has(id));
  if (stranger) throw new Failure(`The stack ${stackName} does not select ${stranger}. ${where}`);
  const chosen = wanted.map((id) => known.get(id)!);
  const excluded = chosen.find(({ reason }) => reason === 'Excluded');
  if (excluded) throw new Failure(`${excluded.instanceId} is excluded: ${excluded.because}. Take the tag away first.`);
  return chosen;
}

async function selectedByPattern(clients: Clients, stackName: string): Promise<Selected[]> {
  const standing = await standingOf(clients, stackName);
  const { instances } = await inventoryOf(clients, stackName, standing, Number.POSITIVE_INFINITY);
  return instances.map(({ id }) => ({ instanceId: id }));
}

async function start({ states }: Clients, stateMachineArn: string, machine?: Selected): Promise<Started> {
  const input = JSON.stringify(machine ? { instanceId: machine.instanceId } : {});
  const { executionArn = '', startDate } = await states.startExecution({ stateMachineArn, input });
  const execution = executionArn.split(':').at(-1) ?? '';
  const { instanceId = '', name } = machine ?? {};
  return { executionArn, execution, run: runFolder(execution, startDate), instanceId, name, began: startDate };
}
