/** Whether a right is needed: without it, the smallest run that uses it goes otherwise, and yet nothing is left awake. */
import { isDeepStrictEqual } from 'node:util';
import * as errands from './errands.ts';
import { type Grant, withoutGrant } from './grants.ts';
import { type Ran, run } from './run.ts';
import type { World } from './world.ts';

interface Use {
  readonly errand: errands.Errand;
  /** errands for single actions that the role's usual one does not take */
  readonly others?: Readonly<Record<string, errands.Errand>>;
  /** a function of the role, for its logs */
  readonly function?: string;
}

/** What tells of an instance that is left awake, and of nothing else. */
const alarmed = (errand: errands.Errand) => ({ 'sns:Publish': errand, 'events:PutEvents': errand });

const USES: Readonly<Record<string, Use>> = {
  InstanceStateActionRoleForLambda: {
    errand: errands.instance,
    others: { 'kms:CreateGrant': errands.encrypted },
    function: 'InstancePoller',
  },
  InstancePatchingRoleForLambda: {
    errand: errands.instance,
    others: { 'ssm:DescribeInstancePatches': errands.failing },
    function: 'InstancePatcher',
  },
  InstanceLeaseRoleForLambda: {
    errand: errands.instance,
    others: { 's3:ListBucket': errands.fleet },
    function: 'InstanceLeaser',
  },
  FleetRoleForLambda: {
    errand: errands.windowOpens,
    others: {
      'cloudformation:DescribeStacks': errands.planStack,
      'cloudformation:ListStackResources': errands.planStack,
    },
    function: 'FleetPlanner',
  },
  LeaseSweepRoleForLambda: { errand: errands.sweep, function: 'LeaseSweeper' },
  PatchInstanceRole: { errand: errands.instance, others: alarmed(errands.protectedMeanwhile) },
  PatchFleetRole: { errand: errands.fleet, others: alarmed(errands.protectedInFleet) },
  MaintenanceWindowRole: { errand: errands.windowOpens },
};

const LOGS = Object.fromEntries(
  Object.entries(USES).flatMap(([role, use]) => (use.function ? [[role, errands.logs(use.function)]] : [])),
);

/** All errands, by what they are called in messages. */
export const ERRANDS: Readonly<Record<string, errands.Errand>> = {
  instance: errands.instance,
  encrypted: errands.encrypted,
  failing: errands.failing,
  protectedMeanwhile: errands.protectedMeanwhile,
  protectedInFleet: errands.protectedInFleet,
  fleet: errands.fleet,
  windowOpens: errands.windowOpens,
  planStack: errands.planStack,
  sweep: errands.sweep,
  ...Object.fromEntries(Object.entries(LOGS).map(([role, errand]) => [`logs of ${role}`, errand])),
};

/**
 * What AWS demands of a role though the Region does not. Source: Step Functions Developer Guide, "Creating Step Functions
 * state machine permissions for a Distributed Map": StartExecution of the state machine itself.
 */
export const NOT_ASKED_FOR: readonly string[] = [
  'PatchFleetRole: states:StartExecution on states stateMachine:PatchFleet',
];

/** What is seen of each errand when nothing is denied. */
export type Well = ReadonlyMap<errands.Errand, Ran>;

export async function allWell(world: World): Promise<Well> {
  const well = new Map<errands.Errand, Ran>();
  for (const errand of Object.values(ERRANDS)) well.set(errand, await run(world, errand));
  return well;
}

/** @returns what is wrong; nothing if the right is needed and its want does no harm */
export async function wrongWithout(world: World, grant: Grant, well: Well): Promise<string[]> {
  const { errand: usual, others = {} } = USES[grant.role]!;
  const errand = grant.action.startsWith('logs:') ? LOGS[grant.role]! : (others[grant.action] ?? usual);
  const ofSweeper = grant.role === 'LeaseSweepRoleForLambda';
  const { seen, states } = await run(world, errand, () => withoutGrant(world.fleet.clients, grant), ofSweeper);
  return [
    ...(isDeepStrictEqual(seen, well.get(errand)!.seen) ? ['nothing is otherwise without it'] : []),
    ...states.filter((state) => state !== 'stopped').map((state) => `an instance is ${state}`),
  ];
}
