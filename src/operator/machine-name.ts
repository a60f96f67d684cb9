/** What people call a machine. */
import type { Clients } from '../aws/clients.ts';

export interface NamedMachine {
  readonly instanceId: string;
  /** its tag Name; empty without one, or where it may not be read */
  readonly name: string;
}

const mostNames = 5000;
/** Milliseconds. A name changes seldom, and pages ask for it at every look. */
const keptFor = 60_000;
const names = new WeakMap<Clients, Map<string, { name: string; at: number }>>();

/** The names of instances, asked for together. Those that are gone have none. */
export async function namesOf(clients: Clients, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = names.get(clients) ?? new Map<string, { name: string; at: number }>();
  names.set(clients, known);
  const now = performance.now();
  const missing = [...new Set(ids)].filter((id) => now - (known.get(id)?.at ?? Number.NEGATIVE_INFINITY) > keptFor);
  if (known.size > mostNames) known.clear();
  for (let at = 0; at < missing.length; at += 200) {
    const some = missing.slice(at, at + 200);
    const found = await describe(clients, some);
    for (const id of some) known.set(id, { name: found.get(id) ?? '', at: now });
  }
  return new Map(ids.map((id) => [id, known.get(id)?.name ?? '']));
}

/** A filter, unlike a list of ids, does not fail for an instance that is gone. */
async function describe({ ec2 }: Clients, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  try {
    const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name: 'instance-id', Values: [...ids] }] });
    return new Map(
      Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId = '', Tags = [] }) => [
        InstanceId,
        Tags.find(({ Key }) => Key === 'Name')?.Value ?? '',
      ]),
    );
  } catch (error) {
    // The page is about something else, which can be seen without the name.
    if (/UnauthorizedOperation|AccessDenied/.test((error as Error).name)) return new Map();
    throw error;
  }
}

/** The machine that an execution was started for, by its input; undefined for one that is about none or many. */
export async function machineOf(clients: Clients, input: string): Promise<NamedMachine | undefined> {
  const [, instanceId] = /"instanceId"\s*:\s*"(m?i-[0-9a-f]+)"/.exec(input) ?? [];
  if (!instanceId) return undefined;
  return { instanceId, name: (await namesOf(clients, [instanceId])).get(instanceId) ?? '' };
}
