import type { Json } from './json.ts';
import { ownLists, type Run } from './run.ts';

/** Results of branches and iterations are kept in pages, so that a step writes one page and not all of them. */
const pageSize = 64;

/** Where the items of a frame's Map state are kept. */
export const itemsKey = (frame: string) => `${frame}/items`;
const pageKey = (frame: string, page: number) => `${frame}/${page}`;

/** Keeps the items of a Map state for as long as it runs. */
export function keepItems(run: Run, frame: string, items: Json[]): void {
  ownLists(run)[itemsKey(frame)] = items;
}

export function itemAt(run: Run, frame: string, index: number): Json {
  return run.snapshot.lists[itemsKey(frame)]![index]!;
}

/** The items kept so far; none if none were kept. */
export function keptItems(run: Run, frame: string): Json[] {
  return run.snapshot.lists[itemsKey(frame)] ?? [];
}

/** The result of branch or iteration `index`; null or undefined while it has none. */
export function resultAt(run: Run, frame: string, index: number): Json | undefined {
  return run.snapshot.lists[pageKey(frame, Math.floor(index / pageSize))]?.[index % pageSize];
}

/** Keeps the result of branch or iteration `index`. */
export function keepResult(run: Run, frame: string, index: number, result: Json): void {
  const lists = ownLists(run);
  const key = pageKey(frame, Math.floor(index / pageSize));
  const page = lists[key] ? [...lists[key]] : [];
  const place = index % pageSize;
  // Results come in any order; a gap would not survive as JSON.
  while (page.length < place) page.push(null);
  page[place] = result;
  lists[key] = page;
}

/** All results, in order. */
export function collectResults(run: Run, frame: string, total: number): Json[] {
  const results: Json[] = [];
  for (let page = 0; page * pageSize < total; page++) {
    for (const result of run.snapshot.lists[pageKey(frame, page)] ?? []) results.push(result);
  }
  return results;
}

/** Forgets the items and results of a frame's Map or Parallel state. */
export function dropLists(run: Run, frame: string, total: number): void {
  const lists = ownLists(run);
  delete lists[itemsKey(frame)];
  for (let page = 0; page * pageSize < total; page++) delete lists[pageKey(frame, page)];
}
