/** Calls that are about a run and no single instance of it, gone wrong: each has a run of its own. */
import { type CallFault, type How, inWords, TIMES } from './faulty-services.ts';

const SITES: readonly (readonly [caller: string, call: string])[] = [
  ['PatchFleet', 'lambda Invoke FleetPlanner'],
  ['FleetPlanner', 'ec2 DescribeInstances'],
  ['FleetPlanner', 's3 PutObject'],
  ['PatchFleet', 's3 GetObject'],
  ['PatchFleet', 's3 PutObject'],
  ['PatchFleet', 'lambda Invoke CanaryJudge'],
  ['CanaryJudge', 's3 ListObjectsV2'],
  ['CanaryJudge', 's3 GetObject'],
  ['InstanceLeaser', 's3 ListObjectsV2'],
  ['PatchFleet', 'lambda Invoke FleetReporter'],
  ['FleetReporter', 's3 ListObjectsV2'],
  ['FleetReporter', 's3 GetObject'],
  ['FleetReporter', 's3 PutObject'],
  ['FleetReporter', 'events PutEvents'],
  ['FleetReporter', 'sns Publish'],
  ['LeaseSweeper', 'ec2 DescribeInstances'],
];

/** A run with one thing wrong. */
export interface RunCase {
  readonly name: string;
  readonly fault: CallFault;
}

export const runCases: readonly RunCase[] = SITES.flatMap(([caller, call]) =>
  (Object.keys(TIMES) as How[])
    .filter((how) => how !== 'no answer' || call.startsWith('lambda Invoke'))
    .flatMap((how) =>
      TIMES[how].map((times) => ({
        name: `run: ${caller}: ${call}: ${how}, ${inWords(times)}`,
        fault: { caller, call, how, times },
      })),
    ),
);
