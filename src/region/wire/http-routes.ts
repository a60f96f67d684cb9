/**
 * Which operation a REST request asks for, by the `http` trait of the model's operations. Source: Smithy, "HTTP binding traits".
 */
import type { StaticOperationSchema } from '@smithy/types';
import { WireError } from '../errors.ts';
import type { Model } from './model.ts';
import type { WireRequest } from './protocol.ts';
import { membersOf, requiredOf, structureOf } from './structure.ts';

/** Where an operation stands. */
interface Route {
  readonly method: string;
  /**
   * Labels of the input that the template does not name. The service's endpoint rules put them in front of the path: S3's
   * bucket, for a client that addresses by path.
   */
  readonly leading: readonly string[];
  /** e.g. `['functions', '{FunctionName}']` */
  readonly segments: readonly string[];
  /** the label of the last segment takes all that is left, slashes too: `{Key+}` */
  readonly greedy: string | undefined;
  /** what has to stand in the query: key -> value, empty where any will do */
  readonly fixed: ReadonlyMap<string, string>;
  /** query keys and headers of required members: of two operations at one place they tell which is meant */
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
}

/** The query key by which the AWS SDK for JavaScript says which operation it means; others say nothing. */
export const operationHint = 'x-id';

/** [method, path template, status] */
export function bindingOf(schema: StaticOperationSchema): [string, string, number] {
  return (schema[3] as { http: [string, string, number] }).http;
}

const routes = new WeakMap<StaticOperationSchema, Route>();

function routeOf(schema: StaticOperationSchema): Route {
  const known = routes.get(schema);
  if (known) return known;
  const [method, uri] = bindingOf(schema);
  const [template = '', query = ''] = uri.split('?');
  const structure = structureOf(schema[4]);
  const members = membersOf(structure).map(([name, member]) => ({ name, traits: member.getMergedTraits() }));
  const required = requiredOf(structure);
  const bound = (trait: 'httpQuery' | 'httpHeader') =>
    members.flatMap(({ name, traits }) => (required.includes(name) && traits[trait] ? [String(traits[trait])] : []));
  const segments = segmentsOf(template.slice(1));
  const route: Route = {
    method,
    leading: members
      .filter(
        ({ name, traits }) => traits.httpLabel && !segments.some((one) => one === `{${name}}` || one === `{${name}+}`),
      )
      .map(({ name }) => name),
    segments,
    greedy: /^\{(.+)\+\}$/.exec(segments.at(-1) ?? '')?.[1],
    fixed: new Map(new URLSearchParams(query)),
    requiredQuery: bound('httpQuery'),
    requiredHeaders: bound('httpHeader'),
  };
  routes.set(schema, route);
  return route;
}

/** Query keys that belong to the operation's place, and to no member. */
export function fixedQuery(schema: StaticOperationSchema): ReadonlySet<string> {
  return new Set([...routeOf(schema).fixed.keys(), operationHint]);
}

/** The operation that fits best: which lacks nothing required, then which says most of the request. */
export function findOperation(request: WireRequest, model: Model): StaticOperationSchema | undefined {
  const fitting = [...model.operations.values()].filter((schema) => labelsOf(request, schema) !== undefined);
  const ranked = fitting.map((schema) => ({ schema, rank: rankOf(request, routeOf(schema)) }));
  ranked.sort((a, b) => {
    const place = a.rank.findIndex((each, index) => each !== b.rank[index]);
    return place === -1 ? 0 : b.rank[place]! - a.rank[place]!;
  });
  return ranked[0]?.schema;
}

function rankOf({ query, headers }: WireRequest, route: Route): number[] {
  const required = [
    ...route.requiredQuery.map((key) => query.has(key)),
    ...route.requiredHeaders.map((name) => headers.has(name)),
  ];
  const literal = route.segments.filter((segment) => !segment.startsWith('{')).join('/').length;
  return [-required.filter((there) => !there).length, route.fixed.size, literal, required.length];
}

/**
 * The values of the path's labels, or undefined where the request does not fit the operation.
 * @throws WireError SerializationException for a segment that is not percent-encoded text
 */
export function labelsOf(request: WireRequest, schema: StaticOperationSchema): Record<string, string> | undefined {
  const route = routeOf(schema);
  if (route.method !== request.method) return undefined;
  for (const [key, value] of route.fixed) {
    const given = request.query.get(key);
    if (key === operationHint ? given !== null && given !== value : given === null || (value && given !== value))
      return undefined;
  }
  const labels: Record<string, string> = {};
  let rest = request.path.slice(1);
  for (const name of route.leading) {
    const [segment = ''] = rest.split('/', 1);
    if (segment === '') return undefined;
    labels[name] = decode(segment);
    rest = rest.slice(segment.length + 1);
  }
  const wanted = route.greedy === undefined ? route.segments : route.segments.slice(0, -1);
  const found = route.greedy === undefined ? segmentsOf(rest) : rest.split('/').slice(0, wanted.length);
  if (found.length !== wanted.length) return undefined;
  for (const [index, segment] of wanted.entries()) {
    const text = found[index]!;
    if (segment.startsWith('{')) labels[segment.slice(1, -1)] = decode(text);
    else if (segment !== text) return undefined;
  }
  if (route.greedy === undefined) return labels;
  const left = rest.slice(found.reduce((length, segment) => length + segment.length + 1, 0));
  return left === '' ? undefined : { ...labels, [route.greedy]: decode(left) };
}

/** A slash at the end says nothing. */
function segmentsOf(path: string): string[] {
  const plain = path.replace(/\/$/, '');
  return plain === '' ? [] : plain.split('/');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new WireError('SerializationException', `The path segment '${text}' is not percent-encoded text.`);
  }
}
