/**
 * Calls that are made only where a maintenance does not end as it should: what failed is named, what is left awake is told
 * of, what was killed is swept. Each with a situation in which it is made, and gone wrong in every way.
 */
import type { Fleet } from '../fleet.ts';
import type { Plan } from './batch.ts';
import type { Case } from './case.ts';
import { type How, inWords, TIMES } from './faulty-services.ts';
import { eachByItself, kill } from './kill-cases.ts';

type Situation = Pick<Case, 'found' | 'behaviour' | 'error' | 'act' | 'silent'>;

/** Somebody protects it against being stopped, and so has it. */
async function protect({ clients }: Fleet, InstanceId: string): Promise<boolean> {
  await clients.ec2.modifyInstanceAttribute({ InstanceId, DisableApiStop: { Value: true } });
  return true;
}

const failing: Situation = { found: 'stopped', behaviour: { diskFull: true }, error: 'PatchFailed' };
const leftAwake: Situation = { found: 'stopped', act: { at: 'InstancePatcher ssm SendCommand', does: protect } };
const killed = (found: Case['found']): Situation => ({
  found,
  act: { at: 'InstancePatcher ssm SendCommand', does: kill },
  silent: true,
});

function casesOf(caller: string, call: string, situation: Situation): Case[] {
  return (Object.keys(TIMES) as How[])
    .filter((how) => how !== 'no answer')
    .flatMap((how) =>
      TIMES[how].map((times) => ({
        ...situation,
        name: `${caller}: ${call}: ${how}, ${inWords(times)}; found ${situation.found}`,
        fault: { caller, call, how, times },
        strikes: true,
      })),
    );
}

/** In a run of the fleet. */
export const endCases: readonly Case[] = [
  ...casesOf('InstanceVerifier', 'ssm DescribeInstancePatches', failing),
  ...casesOf('PatchFleet', 'sns Publish', leftAwake),
  ...casesOf('PatchFleet', 'events PutEvents', leftAwake),
];

/** Each by itself, and killed. A sweep that goes wrong is made good by the next one. */
export const sweepCases: readonly Case[] = [
  ...['ec2 StopInstances', 'sns Publish', 'events PutEvents', 'ec2 DeleteTags'].flatMap((call) =>
    casesOf('LeaseSweeper', call, killed('stopped')),
  ),
  ...casesOf('LeaseSweeper', 'ec2 DeleteTags', killed('running')),
];
export const sweptTwice: Plan = { ...eachByItself, sweeps: 2 };
