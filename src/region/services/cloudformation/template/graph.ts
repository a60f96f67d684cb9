/** Who has to wait for whom. */
import { templateFormatError, validationError } from '../errors.ts';
import { references } from './references.ts';
import type { Template } from './template.ts';

/** Logical id -> the logical ids that have to be there first, each sorted. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The graph of the resources that the conditions leave: DependsOn, and everything that their properties refer to.
 * @throws WireError ValidationError for a reference to a resource that is not made, and for a cycle
 */
export function dependencyGraph(template: Template, condition: (name: string) => boolean): Graph {
  const made = Object.entries(template.resources)
    .filter(([, resource]) => resource.Condition === undefined || condition(resource.Condition))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = new Set(made.map(([name]) => name));
  const unresolved = new Set<string>();
  const graph = new Map<string, readonly string[]>();
  for (const [name, resource] of made) {
    // AWS lets DependsOn name a resource whose condition is false, but not a Ref
    const explicit = resource.DependsOn.filter((other) => names.has(other));
    const implicit = references(resource.Properties, 'Resources', condition)
      .filter(
        ({ kind, name: other }) => (kind === 'Ref' || kind === 'GetAtt') && Object.hasOwn(template.resources, other),
      )
      .map((reference) => reference.name);
    for (const other of implicit) if (!names.has(other)) unresolved.add(other);
    graph.set(name, [...new Set([...explicit, ...implicit])].sort());
  }
  if (unresolved.size > 0) {
    throw templateFormatError(
      `Unresolved resource dependencies [${[...unresolved].join(', ')}] in the Resources block of the template`,
    );
  }
  const circle = cycle(graph);
  if (circle.length > 0) throw validationError(`Circular dependency between resources: [${circle.join(', ')}]`);
  return graph;
}

/** The graph turned round: logical id -> those that need it. */
export function reversed(graph: Graph): Graph {
  const result = new Map<string, string[]>([...graph.keys()].map((name) => [name, []]));
  for (const [name, needs] of graph) for (const other of needs) result.get(other)?.push(name);
  return result;
}

/** The names in an order in which each comes after all that it needs. */
export function inOrder(graph: Graph): string[] {
  const done: string[] = [];
  const left = new Map(graph);
  while (left.size > 0) {
    const ready = [...left].filter(([, needs]) => needs.every((other) => !left.has(other))).map(([name]) => name);
    if (ready.length === 0) throw new Error(`a cycle among ${[...left.keys()].join(', ')}`);
    for (const name of ready) left.delete(name);
    done.push(...ready);
  }
  return done;
}

/** What is left when everything has been taken away that has no needs, or that nobody needs. */
function cycle(graph: Graph): string[] {
  const trim = (edges: Graph): Graph => {
    const left = new Map(edges);
    for (;;) {
      const free = [...left].filter(([, needs]) => needs.every((other) => !left.has(other))).map(([name]) => name);
      if (free.length === 0) return left;
      for (const name of free) left.delete(name);
    }
  };
  return [...trim(reversed(trim(graph))).keys()].sort();
}
