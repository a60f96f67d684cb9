/** Existing instances, named by tag or by id, go back to the state in which they were found. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launched, makeProfile, stateOf } from './instances.ts';
import { maintain, type Run } from './maintenance.ts';
import { deploy, find, missingPatches, openSimulation, type Simulation } from './simulation.ts';

const tags = (...pairs: [string, string][]) => [
  { ResourceType: 'instance' as const, Tags: pairs.map(([Key, Value]) => ({ Key, Value })) },
];

/** Three instances that Systems Manager may manage; the third is nobody's to touch. */
async function openFleet(selection: (ids: readonly string[]) => Record<string, string>) {
  const simulation = await openSimulation();
  await makeProfile(simulation.clients);
  const IamInstanceProfile = { Name: 'Managed' };
  const [dormant, busy, stranger] = [
    await launched(simulation.clients, { IamInstanceProfile, TagSpecifications: tags(['Patch', 'weekly']) }),
    await launched(simulation.clients, { IamInstanceProfile, TagSpecifications: tags(['Patch', 'weekly']) }),
    await launched(simulation.clients, { IamInstanceProfile, TagSpecifications: tags(['Patch', 'never']) }),
  ];
  const { WindowId } = await deploy(simulation, { CreateDemoInstance: 'false', ...selection([dormant, busy]) });
  return { ...simulation, WindowId, dormant, busy, stranger };
}

const selections = {
  'by tag': () => ({ TargetTagKey: 'Patch', TargetTagValue: 'weekly' }),
  'by id': (ids: readonly string[]) => ({ TargetInstanceIds: ids.join(',') }),
};

for (const [how, selection] of Object.entries(selections))
  describe(`instances named ${how}`, () => {
    let fleet: Awaited<ReturnType<typeof openFleet>>;
    before(async () => {
      fleet = await openFleet(selection);
    });
    after(() => fleet.close());

    /** One maintenance of both, found as their names say, the third one stopped. */
    async function maintenance(
      fault: (fleet: Simulation) => void = () => {},
    ): Promise<Record<'dormant' | 'busy', Run>> {
      await find(fleet, fleet.dormant, 'stopped');
      await find(fleet, fleet.busy, 'running');
      await find(fleet, fleet.stranger, 'stopped');
      fault(fleet);
      const runs = await maintain(fleet.clients, fleet.WindowId, { count: 2 });
      delete fleet.faults.exec;
      const runOf = (id: string) =>
        runs.find(({ instanceId }) => instanceId === id) ?? assert.fail(`${id} was left out`);
      assert.equal(runs.length, 2);
      assert.equal(await stateOf(fleet.clients, fleet.stranger), 'stopped');
      return { dormant: runOf(fleet.dormant), busy: runOf(fleet.busy) };
    }

    async function standAsFound(): Promise<void> {
      assert.equal(await stateOf(fleet.clients, fleet.dormant), 'stopped');
      assert.equal(await stateOf(fleet.clients, fleet.busy), 'running');
    }

    test('found running it is patched and left running, found stopped it is patched and stopped again', async () => {
      const { dormant, busy } = await maintenance();
      assert.equal(dormant.status, 'SUCCEEDED', dormant.cause);
      assert.equal(busy.status, 'SUCCEEDED', busy.cause);
      assert.deepEqual([dormant.output?.foundState, busy.output?.foundState], ['stopped', 'running']);
      assert.equal(await missingPatches(fleet, fleet.dormant), 0);
      assert.equal(await missingPatches(fleet, fleet.busy), 0);
      await standAsFound();
    });

    test('a failure changes nothing about that: what was found running is left running', async () => {
      const { dormant, busy } = await maintenance(({ faults }) => {
        faults.exec = async () => ({ exitCode: 100, stdout: '', stderr: 'E: It is broken.\n' });
      });
      for (const run of [dormant, busy]) {
        assert.equal(run.status, 'FAILED');
        assert.equal(run.error, 'PatchFailed');
      }
      await standAsFound();
    });

    test("one instance's trouble is not the other's", async () => {
      const { dormant, busy } = await maintenance(({ faults, machines }) => {
        faults.exec = async (id, command, signal) =>
          id === fleet.dormant
            ? { exitCode: 100, stdout: '', stderr: 'E: It is broken.\n' }
            : machines.exec(id, command, signal);
      });
      assert.equal(dormant.error, 'PatchFailed');
      assert.equal(busy.status, 'SUCCEEDED', busy.cause);
      assert.equal(await missingPatches(fleet, fleet.busy), 0);
      await standAsFound();
    });
  });
