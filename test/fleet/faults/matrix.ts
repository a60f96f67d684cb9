/** The fault matrix: all its cases, run in batches against one deployed stack, and how many broke a rule. */
import { TAG } from '../../../src/maintenance/rules/tags.ts';
import type { Outside } from '../../../src/region/service.ts';
import { type Fleet, openFleet } from '../fleet.ts';
import { type Plan, type Result, runBatch, type World } from './batch.ts';
import { callCases, sitesOf } from './call-cases.ts';
import type { Case } from './case.ts';
import { endCases, sweepCases, sweptTwice } from './end-cases.ts';
import { type Asked, faultyServices } from './faulty-services.ts';
import { eachByItself, killCases } from './kill-cases.ts';
import { machineCases } from './machine-cases.ts';
import { peopleCases } from './people-cases.ts';
import { broken } from './rules.ts';
import { type RunCase, runCases } from './run-cases.ts';

/** Instances of a run. Those without a trouble among them show that nobody's trouble is another's. */
const BATCH = 60;
const HEALTHY: readonly Case[] = (['stopped', 'running'] as const).flatMap((found) =>
  Array.from({ length: 2 }, () => ({ name: `nothing; found ${found}`, found, outcomes: ['Patched'] as const })),
);

export interface Broken {
  readonly name: string;
  readonly rules: readonly string[];
  readonly result: Result;
}

export interface Tally {
  readonly cases: number;
  readonly broken: readonly Broken[];
}

/** @param canaries how many of a run's instances go first; with none, all are in one wave */
export async function openWorld(canaries = 0): Promise<World> {
  let fleet: Fleet;
  const faulty = faultyServices((): Outside => fleet.region.outside);
  fleet = await openFleet({
    services: faulty.services,
    parameters: {
      Canaries: String(canaries),
      MaxConcurrency: '100%',
      MaxErrors: '100%',
      SnapshotsToKeep: '1',
      BootAgain: 'true',
    },
  });
  return { fleet, faulty };
}

/** The kinds of cases, each with the plan by which they are run. */
export interface Matrix {
  readonly cases: Readonly<Record<Kind, readonly Case[]>>;
  readonly runs: readonly RunCase[];
}
export const KINDS = ['calls', 'machines', 'people', 'kills', 'ends', 'sweeps'] as const;
export type Kind = (typeof KINDS)[number];
const PLANS: Partial<Record<Kind, Plan>> = { kills: eachByItself, sweeps: sweptTwice };

/** Every case there is. The calls are those of maintenances that go well, of an instance found so or so. */
export async function allCases(world: World): Promise<Matrix> {
  const heard: Asked[] = [];
  const results = await runBatch(
    {
      ...world,
      faulty: new Proxy(world.faulty, {
        set(target, key, value) {
          if (key !== 'onCall') return Reflect.set(target, key, value);
          target.onCall = (asked) => {
            if (asked.instanceId) heard.push(asked);
            value(asked);
          };
          return true;
        },
      }),
    },
    HEALTHY,
  );
  const wrong = results.flatMap((result) => broken(result));
  if (wrong.length) throw new Error(`Without any fault: ${wrong.join('; ')}`);
  world.timing = results.find((result) => result.case.found === 'stopped')!.tags[TAG.timing];
  const sites = sitesOf(heard);
  const cases = {
    calls: callCases(sites),
    machines: machineCases,
    people: peopleCases(sites),
    kills: killCases(sites),
    ends: endCases,
    sweeps: sweepCases,
  };
  return { cases, runs: runCases };
}

/** @param tell is told of each batch */
export async function runKind(
  world: World,
  kind: Kind,
  cases: readonly Case[],
  tell: (line: string) => void,
): Promise<Tally> {
  const tally: Broken[] = [];
  for (let at = 0; at < cases.length; at += BATCH) {
    const batch = [...cases.slice(at, at + BATCH), ...HEALTHY];
    const found = brokenOf(await runBatch(world, batch, PLANS[kind]));
    for (const { name, rules, result } of found)
      tell(`${name}\n  ${rules.join('\n  ')}\n  told: ${JSON.stringify(result.told).slice(0, 300)}`);
    tally.push(...found);
    tell(`${kind}: ${Math.min(at + BATCH, cases.length)} of ${cases.length} cases, ${tally.length} broke a rule`);
  }
  return { cases: cases.length, broken: tally };
}

/**
 * What is wrong with a run as a whole, in a world of its own that has canaries: of its instances nothing is said, but that
 * they are as they were found. A fault that never strikes is no case.
 */
export async function runRuns(
  cases: readonly RunCase[],
  tell: (line: string) => void,
  timing: string | undefined,
): Promise<Tally> {
  const world = { ...(await openWorld(1)), timing };
  const tally: Broken[] = [];
  try {
    for (const [index, { name, fault }] of cases.entries()) {
      const instances = HEALTHY.map((each) => ({ ...each, name, outcomes: undefined, silent: true }));
      const results = await runBatch(world, instances, { faults: [fault] });
      const found = brokenOf(results);
      if (!world.faulty.struck.get(fault)) found.push({ name, rules: ['the fault never struck'], result: results[0]! });
      for (const { rules } of found) tell(`${name}\n  ${rules.join('\n  ')}`);
      tally.push(...found);
      if (index % 10 === 9) tell(`runs: ${index + 1} of ${cases.length} cases, ${tally.length} broke a rule`);
    }
  } finally {
    await world.fleet.close();
  }
  return { cases: cases.length, broken: tally };
}

function brokenOf(results: readonly Result[]): Broken[] {
  return results.flatMap((result) => {
    const rules = broken(result);
    return rules.length ? [{ name: result.case.name, rules, result }] : [];
  });
}
