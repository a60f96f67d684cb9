import { rm } from 'node:fs/promises';
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
 * Milliseconds of real time for which an invocation waits for a process that its function has, before it takes a further
 * one. Starting a process takes longer than most handlers do, and takes an idle one away from another function.
 */
const patience = 250;
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
  environment?: Environment;
  /** Calls off its end for having been idle. */
  keep?: () => void;
}

function createPool(outside: Outside): Pool {
  // How long a process may idle is a matter of this machine's memory, whatever time the Region has.
  const clock = realClock();
  const slots = new Set<Slot>();
  /** those without an invocation, the least recently used first */
  const idle = new Set<Slot>();
  const waiting = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of waiting) wake();
  };
  const retired = new Map<string, () => void>();
  let invocations = 0;
  let spare: { key: string; process: RuntimeProcess; cancel: () => void } | undefined;

  provideSdk(codeFolder(outside));
  outside.signal.addEventListener('abort', () => {
    clock.close();
    spare?.process.kill();
    for (const slot of slots) slot.environment?.process.kill();
    wakeAll();
  });

  const drop = (slot: Slot) => {
    slot.keep?.();
    slot.environment?.process.kill();
    idle.delete(slot);
    if (!slots.delete(slot)) return;
    wakeAll();
    settleRetired(slot.revision);
  };
  const settleRetired = (revision: string) => {
    if (![...slots].some((slot) => slot.revision === revision)) retired.get(revision)?.();
  };

  const start = (startup: Startup): RuntimeProcess => startProcess(startup, codeFolder(outside, 'compile-cache'));

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
    const slot: Slot = { revision: current.row.revision };
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

  /** Until a process is given back or has ended. @param limit milliseconds of real time */
  const pause = (limit?: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = limit === undefined ? undefined : clock.at(clock.now() + limit, () => wake());
      const wake = () => {
        cancel?.();
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
    });

  const take = async (row: FunctionRow): Promise<Environment> => {
    const impatient = clock.now() + patience;
    for (;;) {
      outside.signal.throwIfAborted();
      const slot = [...idle].findLast(({ environment }) => environment && serves(environment, row));
      if (slot?.environment) {
        idle.delete(slot);
        slot.keep?.();
        return slot.environment;
      }
      const [oldest] = idle;
      const left = impatient - clock.now();
      if (left > 0 && [...slots].some(({ revision }) => revision === row.revision)) await pause(left);
      else if (slots.size < mostProcesses) return begin(row);
      else if (oldest) drop(oldest);
      else await pause();
    }
  };
  const serves = (environment: Environment, row: FunctionRow): boolean =>
    environment.row.revision === row.revision &&
    environment.expires - outside.clock.now() > row.configuration.timeout * 1000;

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
      if (!reusable || retired.has(slot.revision) || outside.signal.aborted) return drop(slot);
      idle.add(slot);
      wakeAll();
      // A new environment draws new ids, at a moment that nobody could repeat.
      if (!outside.repeatable) slot.keep = clock.at(clock.now() + idleTime, () => drop(slot));
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
