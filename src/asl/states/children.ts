import type { Json } from '../json.ts';
import { putFrame, type Run } from '../run.ts';
import type { Frame, MapItem } from '../snapshot.ts';
import { makeReady } from '../transitions.ts';

/** Starts a branch or an iteration of the frame's state; it runs when its turn comes. */
export function startChild(
  run: Run,
  parent: Frame,
  { flow, index, input, item }: { flow: string; index: number; input: Json; item?: MapItem },
): Frame {
  const child: Frame = {
    id: String(run.snapshot.nextId++),
    flow,
    parent: parent.id,
    index,
    state: run.machine.flows[flow]!.startAt,
    input,
    previousEventId: parent.previousEventId,
    enteredAfterEventId: parent.previousEventId,
  };
  if (item) child.item = item;
  putFrame(run, child);
  makeReady(run, child);
  return child;
}
