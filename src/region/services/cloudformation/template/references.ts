/** What a value of a template refers to, without evaluating it. */
import { callOf, type Section } from './functions/index.ts';
import { getAttPath, ifParts, subNames, subParts } from './functions/values.ts';
import { isObject, type Json } from './parse.ts';

export interface Reference {
  readonly kind: 'Ref' | 'GetAtt' | 'Condition' | 'Map';
  readonly name: string;
  /** of an Fn::GetAtt, where it is written out */
  readonly attribute?: string;
}

/**
 * @param chosen when given, only the branch of an Fn::If that its condition chooses counts
 */
export function references(value: Json, section: Section, chosen?: (condition: string) => boolean): Reference[] {
  const inner = (one: Json): Reference[] => references(one, section, chosen);
  if (Array.isArray(value)) return value.flatMap(inner);
  if (!isObject(value)) return [];
  const call = callOf(value, section);
  if (!call) return Object.values(value).flatMap(inner);
  const argument = value[call.name]!;
  return (special[call.name] ?? ((one) => inner(one)))(argument, inner, chosen);
}

type Find = (
  argument: Json,
  inner: (value: Json) => Reference[],
  chosen?: (condition: string) => boolean,
) => Reference[];

const special: Readonly<Record<string, Find>> = {
  Ref: (name) => [{ kind: 'Ref', name: String(name) }],
  Condition: (name) => [{ kind: 'Condition', name: String(name) }],
  'Fn::GetAtt': (argument, inner) => {
    const [name, attribute] = getAttPath(argument);
    return [{ kind: 'GetAtt', name, ...(typeof attribute === 'string' ? { attribute } : {}) }, ...inner(attribute)];
  },
  'Fn::Sub': (argument, inner) => {
    const { template, variables } = subParts(argument);
    const free = subNames(template).filter((name) => !Object.hasOwn(variables, name));
    return [...free.map(named), ...inner(variables)];
  },
  'Fn::If': (argument, inner, chosen) => {
    const [condition, whenTrue, whenFalse] = ifParts(argument);
    const branches = chosen ? [chosen(condition) ? whenTrue : whenFalse] : [whenTrue, whenFalse];
    return [{ kind: 'Condition', name: condition }, ...branches.flatMap(inner)];
  },
  'Fn::FindInMap': (argument, inner) => {
    const map = Array.isArray(argument) ? (argument[0] as Json) : null;
    return [...(typeof map === 'string' ? [{ kind: 'Map' as const, name: map }] : []), ...inner(argument)];
  },
};

function named(name: string): Reference {
  const dot = name.indexOf('.');
  return dot < 0 ? { kind: 'Ref', name } : { kind: 'GetAtt', name: name.slice(0, dot), attribute: name.slice(dot + 1) };
}
