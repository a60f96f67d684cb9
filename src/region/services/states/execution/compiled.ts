import { compile, type JsonObject, type Machine } from '../../../../asl/index.ts';
import type { Database } from '../../../store/database.ts';
import { statesOf } from '../definition.ts';
import { type RevisionRow, revisions } from '../rows/machines.ts';

/** A definition with its role, ready to be run. */
export interface Revision extends RevisionRow {
  readonly machine: Machine;
  /** Map states, by the path that the interpreter gives them. */
  readonly maps: ReadonlyMap<string, JsonObject>;
}

const compiled = new WeakMap<Database, Map<string, Revision>>();
const mostCompiled = 100;

/** A revision is compiled once; those used longest ago are forgotten first. */
export function revisionOf(db: Database, revisionId: string): Revision {
  const cache = compiled.get(db) ?? new Map<string, Revision>();
  compiled.set(db, cache);
  const revision = cache.get(revisionId) ?? compileRevision(db, revisionId);
  cache.delete(revisionId);
  cache.set(revisionId, revision);
  if (cache.size > mostCompiled) {
    const [oldest] = cache.keys();
    cache.delete(oldest!);
  }
  return revision;
}

function compileRevision(db: Database, revisionId: string): Revision {
  const row = revisions.find(db, revisionId);
  if (!row) throw new RangeError(`There is no revision ${revisionId}`);
  const machine = compile(row.definition);
  const found = [...statesOf(machine.definition)].filter(({ state }) => state.Type === 'Map');
  return { ...row, machine, maps: new Map(found.map(({ path, state }) => [path, state])) };
}

/** The Map state whose item processor is `flow`. */
export function mapStateOf(revision: Revision, flow: string): JsonObject {
  return revision.maps.get(flow.slice(0, flow.lastIndexOf('/'))) ?? {};
}
