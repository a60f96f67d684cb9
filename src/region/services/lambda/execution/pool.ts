import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { realClock } from '../../../clock/real.ts';
import type { Outside } from '../../../service.ts';
import { tooManyRequests } from '../errors.ts';
import type { FunctionRow } from '../rows.ts';
import { codeFolder, type Environment, prepare, readFunction } from './environment.ts';
import { type RuntimeProcess, type Startup, startProcess } from './process.ts';
import { preloaded, provideSdk } from './sdk.ts';
import { nodeVariables } from './variables.ts';

/** Processes at a time: each takes 50 to 150 MB, and handlers mostly wait for the Region. Further invocations wait. */
const mostProcesses = 16;
/** Invocations at a time, those that wait included. Source: "Lambda quotas", concurrent executions. */
const mostInvocations = 1000;
/**
 * Milliseconds of real time in which none of a function's processes becomes ready or free, after which it gets one more if
 * invocations wait. A start takes as long as a hundred invocations of most handlers do, and may take an idle process away
 * from another function: while those that there are get on, more of them make nothing faster.
 */
const patience = 250;
/** Where so many wait for each process of a function, one more is worth its start, up to one for each processor. */
const crowd = 16;
const processors = availableParallelism();
/** Milliseconds of real time that an idle process is kept for the next invocation. */
const idleTime = 600_000;

export interface Pool {
  /**
   * An environment for one invocation: a warm one if there is one, else a new one, after waiting when too many run.
   * @throws WireError TooManyRequestsException, and what `prepare` throws; the signal's reason when the Region closes
   */
  acquire(row: FunctionRow): Promise<Environment>;
  /** Gives it back. @param reusable false ends it */
  release(environment: Environment, reusable: boolean): void;
  /** Lets no further invocation have a revision, and resolves when nothing is left of it, on disk neither. */
  retire(revision: string): Promise<void>;
  /** Has a process at hand that can become the function faster than one that has yet to start. */
  warm(row: FunctionRow): void;
}

/** By the signal that ends the Region, which each of its effects has. */
const pools = new WeakMap<AbortSignal, Pool>();

/** The one pool of a Region. Its processes belong to this process of the Region: none of it outlives either. */
export function poolOf(outside: Outside): Pool {
  const known = pools.get(outside.signal);
  if (known) return known;
  const pool = createPool(outside);
  pools.set(outside.signal, pool);
  return pool;
}

/** The place of an environment among the most that there may be, taken before its process is started. */
interface Slot {
  readonly revision: string;
  /** when its process was asked for or last given back, in milliseconds of real time */
  moved: number;
  environment?: Environment;
  /** Calls off its end for having been idle. */
  keep?: () => void;
}

/** An invocation that waits for a process. */
interface Waiting {
  readonly row: FunctionRow;
  /** milliseconds of real time */
  readonly since: number;
  resolve(environment: Environment | Promise<Environment>): void;
  reject(reason: unknown): void;
}

function createPool(outside: Outside): Pool {
  // How long a process may idle is a matter of this machine's memory, whatever time the Region has.
  const clock = realClock();
  const slots = new Set<Slot>();
  /** those without an invocation, the least recently used first */
  const idle = new Set<Slot>();
  /** by revision, in the order in which they came; none is empty */
  const queues = new Map<string, Waiting[]>();
  const retired = new Map<string, () => void>();
  let invocations = 0;
  let spare: { key: string; process: RuntimeProcess; cancel: () => void } | undefined;

  provideSdk(codeFolder(outside));
  outside.signal.addEventListener('abort', () => {
    clock.close();
    spare?.process.kill();
    for (const slot of slots) slot.environment?.process.kill();
    for (const { reject } of [...queues.values()].flat()) reject(outside.signal.reason);
    queues.clear();
  });

  const processesOf = (revision: string) => [...slots].filter((slot) => slot.revision === revision);

  /** Ends a process: there is room for another. */
  const end = (slot: Slot) => {
    slot.keep?.();
    slot.environment?.process.kill();
    idle.delete(slot);
    if (slots.delete(slot)) settleRetired(slot.revision);
  };
  const drop = (slot: Slot) => {
    end(slot);
    extend();
  };
  const settleRetired = (revision: string) => {
    if (processesOf(revision).length === 0) retired.get(revision)?.();
  };

  const start = (startup: Startup): RuntimeProcess =>
    startProcess(startup, join(outside.cacheDir, 'compiled-functions'));

  const startupOf = ({ configuration }: FunctionRow): Startup => ({
    memorySize: configuration.memorySize,
    nodeVariables: nodeVariables(configuration.variables),
  });

  const dropSpare = () => {
    spare?.cancel();
    spare?.process.kill();
    spare = undefined;
  };
  const takeSpare = (startup: Startup): RuntimeProcess | undefined => {
    if (spare?.key !== JSON.stringify(startup)) return undefined;
    const { process, cancel } = spare;
    cancel();
    spare = undefined;
    return process;
  };
  const warm = (row: FunctionRow) => {
    const startup = startupOf(row);
    const key = JSON.stringify(startup);
    if (spare?.key === key || outside.signal.aborted) return;
    dropSpare();
    const process = start(startup);
    process.ended.then(() => spare?.process === process && dropSpare());
    process.preload(codeFolder(outside, 'preload'), preloaded);
    spare = { key, process, cancel: clock.at(clock.now() + idleTime, dropSpare) };
  };

  const begin = async (row: FunctionRow): Promise<Environment> => {
    const current = readFunction(outside, row.name);
    const slot: Slot = { revision: current.row.revision, moved: clock.now() };
    slots.add(slot);
    try {
      const prepared = await prepare(outside, current);
      outside.signal.throwIfAborted();
      const startup = startupOf(current.row);
      const process = takeSpare(startup) ?? start(startup);
      process.ended.then(() => drop(slot));
      slot.environment = { ...prepared, process };
      return slot.environment;
    } catch (error) {
      drop(slot);
      throw error;
    }
  };

  const serves = ({ environment }: Slot, { revision, configuration }: FunctionRow): boolean =>
    environment?.row.revision === revision && environment.expires - outside.clock.now() > configuration.timeout * 1000;

  /** Whether none of a function's processes has got on for so long that the first that waits is to have another. */
  const isStuck = (own: readonly Slot[], since: number): boolean => {
    const moments = own.map(({ moved, environment }) =>
      Math.max(moved, environment?.readyAt ?? Number.POSITIVE_INFINITY),
    );
    return clock.now() - Math.max(since, ...moments) >= patience;
  };

  const next = (revision: string): Waiting | undefined => {
    const queue = queues.get(revision);
    const first = queue?.shift();
    if (queue?.length === 0) queues.delete(revision);
    return first;
  };

  /** Begins processes for functions that have none, or too few for those that wait, as far as there is room. */
  const extend = () => {
    if (outside.signal.aborted) return;
    for (const [revision, queue] of queues) {
      const { row, since } = queue[0]!;
      const own = processesOf(revision);
      const hasRoom = slots.size < mostProcesses;
      const isCrowded = hasRoom && own.length < processors && queue.length > own.length * crowd;
      if (own.length > 0 && !isCrowded && !isStuck(own, since)) continue;
      const [oldest] = idle;
      if (!hasRoom && !oldest) return;
      const first = next(revision);
      if (!hasRoom) end(oldest!);
      first?.resolve(begin(row));
    }
  };

  let watched = false;
  /** Looks after those that wait, for as long as somebody does. */
  const watch = () => {
    if (watched || queues.size === 0) return;
    watched = true;
    clock.at(clock.now() + patience / 2, () => {
      watched = false;
      extend();
      watch();
    });
  };

  const take = (row: FunctionRow): Environment | Promise<Environment> => {
    outside.signal.throwIfAborted();
    const own = [...idle].filter((each) => each.revision === row.revision);
    const slot = own.findLast((each) => serves(each, row));
    for (const each of own) if (!serves(each, row)) end(each);
    if (slot) {
      idle.delete(slot);
      slot.keep?.();
      return slot.environment!;
    }
    return new Promise((resolve, reject) => {
      const queue = queues.get(row.revision) ?? [];
      queues.set(row.revision, queue);
      queue.push({ row, since: clock.now(), resolve, reject });
      extend();
      watch();
    });
  };

  return {
    warm,
    async acquire(row) {
      if (invocations >= mostInvocations) throw tooManyRequests();
      invocations += 1;
      try {
        return await take(row);
      } catch (error) {
        invocations -= 1;
        throw error;
      }
    },
    release(environment, reusable) {
      invocations -= 1;
      const slot = [...slots].find((each) => each.environment === environment);
      if (!slot) return;
      const isOver = !reusable || retired.has(slot.revision) || outside.signal.aborted;
      if (isOver || !serves(slot, environment.row)) return drop(slot);
      slot.moved = clock.now();
      const first = next(slot.revision);
      if (first) return first.resolve(environment);
      idle.add(slot);
      // A new environment draws new ids, at a moment that nobody could repeat.
      if (!outside.repeatable) slot.keep = clock.at(clock.now() + idleTime, () => drop(slot));
      extend();
      warm(environment.row);
    },
    async retire(revision) {
      const gone = new Promise<void>((resolve) => retired.set(revision, resolve));
      for (const slot of idle) if (slot.revision === revision) drop(slot);
      settleRetired(revision);
      await gone;
      await rm(codeFolder(outside, revision), { recursive: true, force: true });
    },
  };
}
