/** The fleet stack with everything switched on that a parameter can switch on. */
import { until } from '../../e2e/until.ts';
import { testAccount } from '../../region.ts';
import { type Fleet, openFleet } from '../fleet.ts';
import { rolesOf } from './grants.ts';
import { type ListeningServices, listeningServices } from './listening.ts';

export interface World {
  readonly fleet: Fleet;
  readonly listening: ListeningServices;
  /** the names of the roles, by their logical names */
  readonly roles: ReadonlyMap<string, string>;
  /** a window that opens and does nothing but be open */
  readonly ownWindow: string;
}

export const GROUP = 'asleep';
export const VOLUME_KEY = `arn:aws:kms:us-east-1:${testAccount}:key/volumes`;
const HOOKS = { PreDocument: 'Before-Patching', PostDocument: 'After-Patching' };

export const EVERYTHING = {
  ...HOOKS,
  VolumeKeyArns: VOLUME_KEY,
  TargetResourceGroup: GROUP,
  Canaries: '1',
  MaxConcurrency: '100%',
  MaxErrors: '100%',
  SnapshotsToKeep: '1',
  BootAgain: 'true',
  Cutoff: '0',
  ExpectedMinutes: '5',
  // Simulated time may leap from one sweep to the next before an execution is begun.
  Duration: '24',
};

export async function openWorld(): Promise<World> {
  const listening = listeningServices();
  const fleet = await openFleet({ services: listening.services, parameters: EVERYTHING });
  const { ssm, resourceGroups } = fleet.clients;
  for (const Name of Object.values(HOOKS)) await ssm.createDocument({ Name, Content: HOOK, DocumentType: 'Command' });
  await resourceGroups.createGroup({ Name: GROUP, ResourceQuery: MEMBERS });
  const { WindowId } = await ssm.createMaintenanceWindow({
    Name: 'own',
    Schedule: 'at(2099-01-01T00:00:00)',
    Duration: 24,
    Cutoff: 0,
    AllowUnassociatedTargets: true,
  });
  return { fleet, listening, roles: await rolesOf(fleet.clients), ownWindow: WindowId! };
}

const HOOK = JSON.stringify({
  schemaVersion: '2.2',
  mainSteps: [{ action: 'aws:runShellScript', name: 'look', inputs: { runCommand: ['echo ready'] } }],
});
/** The query of the group: all that have the tag. */
export const MEMBERS = {
  Type: 'TAG_FILTERS_1_0',
  Query: JSON.stringify({
    ResourceTypeFilters: ['AWS::EC2::Instance'],
    TagFilters: [{ Key: 'Patch', Values: ['asleep'] }],
  }),
} as const;

const HOUR = 3_600_000;

/** Lets a window open within the hour. @returns its new execution */
export async function open({ fleet: { clients, now } }: World, WindowId: string): Promise<string> {
  const { ssm } = clients;
  const executions = async () => (await ssm.describeMaintenanceWindowExecutions({ WindowId })).WindowExecutions ?? [];
  const before = new Set((await executions()).map(({ WindowExecutionId }) => WindowExecutionId));
  let at = Number.NEGATIVE_INFINITY;
  const [opened] = await until(
    `${WindowId} opens`,
    async () => {
      const fresh = (await executions()).filter(({ WindowExecutionId }) => !before.has(WindowExecutionId));
      // Simulated time may have leapt past the hour before the window was told of it.
      if (fresh.length === 0 && now() > at + HOUR) {
        at = now() + HOUR;
        const Schedule = `at(${new Date(at).toISOString().slice(0, 19)})`;
        await ssm.updateMaintenanceWindow({ WindowId, Schedule, Enabled: true });
      }
      return fresh;
    },
    (fresh) => fresh.length > 0,
  );
  return opened!.WindowExecutionId!;
}
