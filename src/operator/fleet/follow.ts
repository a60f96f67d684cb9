/** Following executions of a fleet's state machines: each change of each instance, and how far all of it has come. */

import type { Clients } from '../../aws/clients.ts';
import { isFailure } from '../../maintenance/rules/outcome.ts';
import { inTurn } from '../in-turn.ts';
import { poll } from '../poll.ts';
import { readEvidence } from './evidence.ts';
import { instanceOf, mostWatched, phaseOf, underWay, type Working } from './executions.ts';
import type { Member, Plan } from './plan.ts';
import { recordsOf } from './records.ts';
import type { Told } from './report.ts';

/** An instance that is followed. */
export interface Machine {
  readonly instanceId: string;
  readonly name?: string;
  /** what is done to it just now; undefined before it begins, and once it has ended */
  readonly phase?: string;
  /** when its maintenance began */
  readonly began?: Date;
  /** what it came to, once it has ended */
  readonly told?: Told;
}

/** How far all of it has come. */
export interface Standing {
  /** those that are planned in their order, then those that were not known to be */
  readonly machines: readonly Machine[];
  /** undefined until the plan is known */
  readonly total: number | undefined;
  readonly done: number;
  readonly failed: number;
  readonly working: number;
}

export interface Listener {
  /** A phase of an instance began. */
  phase?(machine: Machine & { readonly phase: string }): void;
  /** The maintenance of an instance ended. */
  ended?(told: Told): void;
  /** All was looked at once more. */
  looked?(standing: Standing): void;
}

type Named = Pick<Member, 'instanceId' | 'name'>;

/** How an execution ended. */
export interface End {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What is followed: where the evidence appears, who is under way, and whether it is over. */
export interface Subject {
  /** folders of evidence */
  readonly runs: readonly string[];
  readonly bucket: string;
  /** the instances that are to be patched, once they are known */
  members(): Promise<readonly Named[] | undefined>;
  /** the executions that work on an instance now, at most so many of them by name */
  working(most: number): Promise<Working>;
  /** undefined while it goes on */
  end(): Promise<readonly End[] | undefined>;
}

/** What is known of an execution that works on an instance. */
interface Watched {
  readonly instanceId: string;
  readonly began?: Date;
  readonly phase?: string;
  /** the number of the look that saw it last */
  readonly seen: number;
}

/**
 * @returns how it ended, and what its instances came to
 * @throws the signal's reason when following is to stop
 */
export async function follow(
  clients: Clients,
  subject: Subject,
  listener: Listener,
  signal: AbortSignal,
): Promise<{ ends: readonly End[]; told: Told[] }> {
  const watched = new Map<string, Watched>();
  const records = recordsOf(clients, subject.bucket, subject.runs);
  let look = 0;
  return poll(async () => {
    look += 1;
    // In this order, so that what is over was seen with all its evidence.
    const ends = await subject.end();
    const members = await subject.members();
    for (const one of await records.refresh()) if (isFinished(one)) listener.ended?.(one);
    const working = ends ? { count: 0, executions: [] } : await subject.working(mostWatched);
    await watchInTurn(clients, watched, working, look, members ?? [], listener);
    const told = records.all();
    listener.looked?.(standingOf(members, told, working, watched));
    return ends && { ends, told };
  }, signal);
}

const isFinished = ({ reason }: Told) => reason !== 'Unfinished';

async function watchInTurn(
  clients: Clients,
  watched: Map<string, Watched>,
  { executions }: Working,
  look: number,
  members: readonly Named[],
  listener: Listener,
): Promise<void> {
  for (const { arn, began } of inTurn(executions, ({ arn }) => watched.get(arn)?.seen)) {
    const before = watched.get(arn);
    const instanceId = before?.instanceId ?? (await instanceOf(clients, arn));
    const phase = (await phaseOf(clients, arn)) ?? before?.phase;
    watched.set(arn, { instanceId, began, phase, seen: look });
    if (phase === undefined || phase === before?.phase) continue;
    const name = members.find((member) => member.instanceId === instanceId)?.name;
    listener.phase?.({ instanceId, name, began, phase });
  }
}

function standingOf(
  members: readonly Named[] | undefined,
  told: readonly Told[],
  { count, executions }: Working,
  watched: ReadonlyMap<string, Watched>,
): Standing {
  const finished = new Map(told.filter(isFinished).map((one) => [one.instanceId, one]));
  const moving = new Map<string, Watched>();
  for (const { arn } of executions) {
    const one = watched.get(arn);
    if (one) moving.set(one.instanceId, one);
  }
  const names = new Map([...told, ...(members ?? [])].map(({ instanceId, name }) => [instanceId, name]));
  const ids = new Set([...(members ?? []).map(({ instanceId }) => instanceId), ...finished.keys(), ...moving.keys()]);
  return {
    machines: [...ids].map((instanceId) => {
      const { phase, began } = finished.has(instanceId) ? {} : (moving.get(instanceId) ?? ({} as Partial<Watched>));
      return { instanceId, name: names.get(instanceId), phase, began, told: finished.get(instanceId) };
    }),
    total: members?.length,
    done: finished.size,
    failed: [...finished.values()].filter(({ outcome }) => isFailure(outcome)).length,
    working: count,
  };
}

/** The run of PatchFleet that has this execution. */
export function fleetRun(clients: Clients, bucket: string, executionArn: string, run: string): Subject {
  let members: readonly Named[] | undefined;
  return {
    runs: [run],
    bucket,
    async members() {
      const plan = members ? undefined : await readEvidence(clients, bucket, `${run}/plan.json`);
      if (plan) members = (JSON.parse(plan) as Plan).members.filter(({ admitted }) => admitted);
      return members;
    },
    working: (most) => underWay(clients, executionArn, most),
    end: async () => {
      const end = await endOf(clients, executionArn);
      return end && [end];
    },
  };
}

/** An execution of PatchInstance that was started by itself. */
export interface SingleRun extends Named {
  readonly executionArn: string;
  /** the folder of its evidence */
  readonly run: string;
  readonly began?: Date;
}

/** Executions of PatchInstance that were started one by one. */
export function singleRuns(clients: Clients, bucket: string, executions: readonly SingleRun[]): Subject {
  const ended = new Map<string, End>();
  return {
    runs: executions.map(({ run }) => run),
    bucket,
    members: async () => executions,
    async working(most) {
      const working = executions.filter(({ executionArn }) => !ended.has(executionArn));
      return {
        count: working.length,
        executions: working.slice(0, most).map(({ executionArn: arn, began }) => ({ arn, began })),
      };
    },
    async end() {
      for (const { executionArn: arn } of executions) {
        const end = ended.get(arn) ?? (await endOf(clients, arn));
        if (end) ended.set(arn, end);
      }
      return ended.size === executions.length ? [...ended.values()] : undefined;
    },
  };
}

/** Several subjects as one: it is over when all are. */
export function together(subjects: readonly Subject[]): Subject {
  return {
    runs: subjects.flatMap(({ runs }) => runs),
    bucket: subjects[0]?.bucket ?? '',
    async members() {
      const all = await Promise.all(subjects.map((subject) => subject.members()));
      return all.every((members) => members === undefined) ? undefined : all.flatMap((members) => members ?? []);
    },
    async working(most) {
      const all = await Promise.all(subjects.map((subject) => subject.working(most)));
      return {
        count: all.reduce((sum, { count }) => sum + count, 0),
        executions: all.flatMap(({ executions }) => executions).slice(0, most),
      };
    },
    async end() {
      const all = await Promise.all(subjects.map((subject) => subject.end()));
      return all.every((ends) => ends !== undefined) ? all.flatMap((ends) => ends ?? []) : undefined;
    },
  };
}

async function endOf({ states }: Clients, executionArn: string): Promise<End | undefined> {
  const { status = '', error, cause } = await states.describeExecution({ executionArn });
  return status === 'RUNNING' ? undefined : { status, error, cause };
}
