/**
 * The rights that the fleet stack gives: each is used, and each is needed. One by one they are taken away in
 * `node test/fleet/rights.full.ts`; here every ninth, of which RIGHTS_SEED says where to begin.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as errands from './rights/errands.ts';
import { allows, type Grant, grantsOf } from './rights/grants.ts';
import type { Required } from './rights/listening.ts';
import { allWell, ERRANDS, NOT_ASKED_FOR, type Well, wrongWithout } from './rights/needed.ts';
import { run } from './rights/run.ts';
import { openWorld, type World } from './rights/world.ts';

const SEED = Number(process.env.RIGHTS_SEED ?? 0);
const SHARE = 9;

const well = (what: object, machines = 1) => ({ seen: what, states: Array(machines).fill('stopped') });
const PATCHED = { outcome: 'Patched', reason: 'Installed', error: undefined, missing: 0 };
const PATCHED_TAGS = ['Patched Installed', 'wakepatch:timing', 'wakepatch:verified'];
const LOGGED = well({ logged: true, written: true }, 0);

describe('the rights of the fleet stack', () => {
  let world: World;
  let grants: Grant[];
  let seen: Well;
  const required: Required[] = [];
  before(async () => {
    world = await openWorld();
    grants = await grantsOf(world.fleet.clients, world.roles);
    world.listening.onRequired = (each) => required.push(each);
    seen = await allWell(world);
  });
  after(() => world.fleet.close());

  test('with all of them, every run goes as it should', () => {
    const of = Object.fromEntries(Object.entries(ERRANDS).map(([name, errand]) => [name, seen.get(errand)]));
    const succeeded = { status: 'SUCCEEDED', error: undefined };
    const told = { told: ['event Instance Outcome'] };
    assert.deepEqual(of, {
      instance: well({
        ...{ ...succeeded, evidence: [PATCHED], report: false, tags: [PATCHED_TAGS] },
        ...{ snapshots: [1], ...told },
      }),
      encrypted: well({
        ...{ ...succeeded, evidence: [PATCHED], report: false, tags: [PATCHED_TAGS] },
        ...{ snapshots: [1], ...told },
      }),
      failing: well({
        ...{ status: 'FAILED', error: 'PatchFailed', report: false, snapshots: [1], ...told },
        evidence: [{ outcome: 'PatchFailed', reason: 'CommandFailed', error: 'PatchFailed', missing: 10 }],
        tags: [['PatchFailed CommandFailed']],
      }),
      protectedMeanwhile: well({
        ...{ status: 'FAILED', error: 'OperationNotPermitted', report: false, snapshots: [1] },
        evidence: [{ outcome: 'LeftAwake', reason: 'OperationNotPermitted', error: undefined, missing: 0 }],
        tags: [['LeftAwake OperationNotPermitted', 'wakepatch:lease', 'wakepatch:timing', 'wakepatch:verified']],
        told: ['event Instance Outcome', 'event LeftAwake', 'message LeftAwake'],
      }),
      protectedInFleet: well({
        ...{ status: 'FAILED', error: 'InstancesFailed', report: true, snapshots: [1] },
        evidence: [{ outcome: 'LeftAwake', reason: 'OperationNotPermitted', error: undefined, missing: 0 }],
        tags: [['LeftAwake OperationNotPermitted', 'wakepatch:lease', 'wakepatch:timing', 'wakepatch:verified']],
        told: [
          'event Instance Outcome',
          'event LeftAwake',
          'event Run Ended',
          'message LeftAwake',
          'message wakepatch',
        ],
      }),
      fleet: well(
        {
          ...{ ...succeeded, evidence: [PATCHED, PATCHED], report: true, tags: [PATCHED_TAGS, PATCHED_TAGS] },
          snapshots: [1, 1],
          told: ['event Instance Outcome', 'event Instance Outcome', 'event Run Ended', 'message wakepatch'],
        },
        2,
      ),
      windowOpens: well({
        ...{ window: 'SUCCESS', ...succeeded, evidence: [undefined], report: true, tags: [['wakepatch:exclude']] },
        ...{ snapshots: [0], told: ['event Run Ended', 'message wakepatch'] },
      }),
      planStack: well({ errorType: undefined, selected: 1 }, 0),
      sweep: well({
        ...{ error: undefined, stopped: 1, failed: 0, tags: [[]] },
        told: ['event LeftAwake', 'message LeftAwake'],
      }),
      'logs of InstanceStateActionRoleForLambda': LOGGED,
      'logs of InstancePatchingRoleForLambda': LOGGED,
      'logs of InstanceLeaseRoleForLambda': LOGGED,
      'logs of FleetRoleForLambda': LOGGED,
      'logs of LeaseSweepRoleForLambda': LOGGED,
    });
  });

  test('without any one of them, some run goes otherwise, and nothing is left awake', async (t) => {
    const asked = grants.filter(({ name }) => !NOT_ASKED_FOR.includes(name));
    for (const grant of asked.filter((_, index) => index % SHARE === SEED % SHARE))
      await t.test(grant.name, async () => assert.deepEqual(await wrongWithout(world, grant, seen), []));
  });

  // The last test: it changes what the stack's window does.
  test('each of them is used, on each resource for which it is given', async () => {
    const { seen: forEach } = await run(world, errands.windowForEach);
    assert.deepEqual([forEach.status, forEach.evidence], ['SUCCEEDED', [PATCHED]]);
    const unused = grants.flatMap((grant) =>
      grant.resources
        .filter((resource) => !required.some((each) => allows(grant, resource, each)))
        .map((resource) => (grant.resources.length > 1 ? `${grant.name}: ${resource}` : grant.name)),
    );
    assert.deepEqual(unused, NOT_ASKED_FOR);
  });
});
