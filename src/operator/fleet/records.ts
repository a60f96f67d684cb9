/** The records of a run's instances, look by look: what has not changed is not read again. */
import type { Clients } from '../../aws/clients.ts';
import { objectsIn } from './evidence.ts';
import { readInstances, type Told } from './report.ts';

export interface Records {
  /** @returns those that are new or have changed: a record is written when its instance is leased, and again when it is released */
  refresh(): Promise<Told[]>;
  /** all of them, as they were read last */
  all(): Told[];
}

/** @param runs folders of evidence */
export function recordsOf(clients: Clients, bucket: string, runs: readonly string[]): Records {
  const records = new Map<string, { readonly etag: string; readonly told: Told }>();
  const changedIn = async (run: string) => {
    const objects = await objectsIn(clients, bucket, `${run}/instances/`);
    return objects.filter(({ key, etag }) => records.get(key)?.etag !== etag);
  };
  return {
    async refresh() {
      const fresh: Told[] = [];
      for (const run of runs) {
        const changed = await changedIn(run);
        const keys = changed.map(({ key }) => key);
        const told = await readInstances(clients, bucket, keys);
        for (const [index, one] of told.entries()) {
          if (!one) continue;
          records.set(keys[index]!, { etag: changed[index]!.etag, told: one });
          fresh.push(one);
        }
      }
      return fresh;
    },
    all: () => [...records.values()].map(({ told }) => told),
  };
}
