/** Executions that are stopped at every call that they make: nobody is left to put the instance back but the sweeper. */
import type { Fleet } from '../fleet.ts';
import type { Plan } from './batch.ts';
import type { Case } from './case.ts';
import type { CallFault } from './faulty-services.ts';

/** PatchInstance for each instance by itself, under the instance's id as its name. */
export const eachByItself: Plan = {
  begin: ({ clients, outputs }, ids, end) =>
    Promise.all(
      ids.map(async (instanceId) => {
        const { executionArn } = await clients.states.startExecution({
          stateMachineArn: outputs.PatchInstanceArn,
          name: instanceId,
          input: JSON.stringify({ instanceId, end }),
        });
        return executionArn!;
      }),
    ),
};

export async function kill({ clients, outputs }: Fleet, instanceId: string): Promise<boolean> {
  const executionArn = `${outputs.PatchInstanceArn.replace(':stateMachine:', ':execution:')}:${instanceId}`;
  await clients.states.stopExecution({ executionArn });
  return false;
}

/** @param sites heard in runs of the fleet */
export function killCases(sites: readonly Pick<CallFault, 'caller' | 'call'>[]): Case[] {
  const own = sites.map(({ caller, call }) => ({ caller: caller.replace('PatchFleet', 'PatchInstance'), call }));
  return own
    .filter(({ caller }) => caller !== 'FleetReporter')
    .flatMap(({ caller, call }) =>
      (['stopped', 'running'] as const).map((found) => ({
        name: `killed at ${caller}: ${call}; found ${found}`,
        found,
        act: { at: `${caller} ${call}`, does: kill },
        silent: true,
      })),
    );
}
