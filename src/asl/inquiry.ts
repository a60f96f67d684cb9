import type { Json } from './json.ts';
import { itemsKey } from './lists.ts';
import { ownerOf } from './run.ts';
import type { Snapshot } from './snapshot.ts';

/** Whether a state still waits for the task: one that timed out or was aborted is not worth performing. */
export function awaitsTask(snapshot: Snapshot, task: string): boolean {
  const waiting = snapshot.frames[ownerOf(task)]?.waiting;
  return (waiting?.for === 'task' || waiting?.for === 'mapRun') && waiting.task === task;
}

/**
 * What is known of a Map Run that has not ended.
 * @returns the path of its Map state within the definition, such as `/States/Each`, and what there is for each child
 * execution: a batch, or an item to which no ItemSelector was applied yet
 */
export function mapRunIn(snapshot: Snapshot, mapRunArn: string): { path: string; items: readonly Json[] } | undefined {
  const frame = Object.values(snapshot.frames).find(
    ({ waiting }) => waiting?.for === 'mapRun' && waiting.mapRunArn === mapRunArn,
  );
  return frame && { path: `${frame.flow}/States/${frame.state}`, items: snapshot.lists[itemsKey(frame.id)] ?? [] };
}
