import type { Effect } from './effect.ts';
import type { Machine, State } from './machine.ts';
import { randomBytes } from './random.ts';
import type { Frame, Snapshot } from './snapshot.ts';

/** One step under way: a working copy of the snapshot, of which only what changes is copied. */
export interface Run {
  machine: Machine;
  /** Milliseconds since epoch. */
  now: number;
  snapshot: Snapshot;
  effects: Effect[];
  /** Frames that belong to this step and may be changed in place. */
  owned: Set<string>;
  /** What ran when the failure that spreads at this moment began; nothing once it was caught. */
  failing?: Pick<Snapshot, 'frames' | 'lists' | 'ready'>;
  /** Whether `frames`, `lists` and `ready` of the snapshot are copies already. */
  copied: { frames: boolean; lists: boolean; ready: boolean };
}

export function beginRun(machine: Machine, snapshot: Snapshot, now: number): Run {
  return {
    machine,
    now,
    snapshot: { ...snapshot },
    effects: [],
    owned: new Set(),
    copied: { frames: false, lists: false, ready: false },
  };
}

/** The frame as it is now, to be read; undefined once it has ended. */
export function peekFrame(run: Run, id: string): Frame | undefined {
  return run.snapshot.frames[id];
}

/** The state that a frame is in. */
export function stateOf(run: Run, frame: Frame): State {
  return run.machine.flows[frame.flow]!.states[frame.state]!;
}

/** The frame, to be changed. */
export function frameOf(run: Run, id: string): Frame {
  const frame = run.snapshot.frames[id];
  if (!frame) throw new Error(`no frame ${id}`);
  if (run.owned.has(id)) return frame;
  const copy = { ...frame };
  putFrame(run, copy);
  return copy;
}

export function putFrame(run: Run, frame: Frame): void {
  ownFrames(run)[frame.id] = frame;
  run.owned.add(frame.id);
}

export function removeFrame(run: Run, id: string): void {
  delete ownFrames(run)[id];
}

function ownFrames(run: Run): Snapshot['frames'] {
  if (!run.copied.frames) {
    run.snapshot.frames = { ...run.snapshot.frames };
    run.copied.frames = true;
  }
  return run.snapshot.frames;
}

/** The lists of Map states, to be changed; each list is to be replaced, not changed in place. */
export function ownLists(run: Run): Snapshot['lists'] {
  if (!run.copied.lists) {
    run.snapshot.lists = { ...run.snapshot.lists };
    run.copied.lists = true;
  }
  return run.snapshot.lists;
}

/** Frames that can go on, to be changed. */
export function ownReady(run: Run): string[] {
  if (!run.copied.ready) {
    run.snapshot.ready = [...run.snapshot.ready];
    run.copied.ready = true;
  }
  return run.snapshot.ready;
}

/** Remembers what runs, before a failure undoes it: an execution that fails can be redriven from there. */
export function rememberFailing(run: Run): void {
  if (run.failing || run.snapshot.type === 'EXPRESS') return;
  const { frames, lists, ready } = run.snapshot;
  // Frames of this step may still be changed in place, lists are replaced.
  const kept = Object.entries(frames).map(([id, frame]) => [id, run.owned.has(id) ? { ...frame } : frame]);
  run.failing = { frames: Object.fromEntries(kept), lists: { ...lists }, ready: [...ready] };
}

/** What a step comes to. An execution that ended without success keeps what ran in it, to be redriven from. */
export function endRun(run: Run): [Snapshot, Effect[]] {
  const { snapshot, effects, failing } = run;
  const unsuccessful = failing && snapshot.status !== 'RUNNING' && snapshot.status !== 'SUCCEEDED';
  return [unsuccessful ? { ...snapshot, ...failing } : snapshot, effects];
}

/** A new id for something that belongs to a frame; `ownerOf` finds the frame by it. */
export function newId(run: Run, frame: Frame): string {
  return `${frame.id}.${run.snapshot.nextId++}`;
}

/** Id of the frame that a timer or task belongs to. */
export function ownerOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

/** Asks for a timer. @returns its id */
export function startTimer(run: Run, frame: Frame, at: number): string {
  const id = newId(run, frame);
  run.effects.push({ type: 'timer', id, at });
  return id;
}

export function cancelTimer(run: Run, id: string | undefined): void {
  if (id !== undefined) run.effects.push({ type: 'cancelTimer', id });
}

/** A new task token: it cannot be guessed without the execution's seed. */
export function newTaskToken(run: Run): string {
  const parts = [run.snapshot.draws++, run.snapshot.draws++].map((n) => randomBytes(run.snapshot.seed, n));
  return Buffer.concat(parts).toString('base64');
}
