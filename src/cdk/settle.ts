/**
 * What is known of a template's parameters while CDK synthesises is worked into the template: values instead of
 * parameters, no condition that is always the same, policies as objects instead of text. What is left reads as if it had
 * been written for its stack. Source: CloudFormation User Guide, "Intrinsic function reference".
 */

type Value = unknown;
type Members = Readonly<Record<string, Value>>;

interface Element {
  readonly Condition?: string;
  readonly [member: string]: Value;
}

export interface Template {
  readonly Parameters: Readonly<Record<string, Members>>;
  readonly Conditions: Members;
  readonly Rules: Readonly<Record<string, { readonly Assertions: readonly Assertion[] }>>;
  readonly Resources: Readonly<Record<string, Element>>;
  readonly Outputs: Readonly<Record<string, Element>>;
  readonly [section: string]: Value;
}

interface Assertion {
  readonly Assert: Value;
  readonly AssertDescription: string;
}

/** What the parameters are: a value, or `later` for one that only the deployment knows. It is taken for given, not empty. */
export type Settings = Readonly<Record<string, string | number | typeof later>>;
export const later: unique symbol = Symbol('known when it is deployed');

/**
 * @returns the template for these settings; of its parameters those are left that are known later
 * @throws Error with the words of the template's own rule, when one is broken
 */
export function settle(template: Template, settings: Settings): Template {
  const { Rules, Conditions, Metadata: _, Parameters, Resources, Outputs, ...rest } = template;
  const evaluate = evaluator(settings, Conditions);
  const holds = ({ Condition }: Element) => Condition === undefined || evaluate({ Condition }) === true;
  const settled = (elements: Readonly<Record<string, Element>>) =>
    mapMembers(pick(elements, holds), ({ Condition: _, ...element }) => evaluate(element) as Element);

  for (const { Assert, AssertDescription } of Object.values(Rules).flatMap(({ Assertions }) => Assertions))
    if (evaluate(Assert) !== true) throw new Error(AssertDescription);
  return {
    ...rest,
    Parameters: pick(Parameters, (_, name) => settings[name] === later),
    Conditions: {},
    Rules: {},
    Resources: settled(Resources),
    Outputs: settled(Outputs),
  };
}

function evaluator(settings: Settings, conditions: Members): (value: Value) => Value {
  const evaluate = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== 'object' || value === null) return value;
    const [name = '', argument] = Object.entries(value)[0] ?? [];
    const intrinsic = Object.keys(value).length === 1 ? intrinsics[name] : undefined;
    return intrinsic ? intrinsic(argument as never) : mapMembers(value as Members, settleMember);
  };
  const settleMember = (member: Value, name: string): Value => {
    const text = name === 'PolicyDocument' && (member as Members)['Fn::Sub'];
    return text ? substituteIn(JSON.parse(text as string), substitute) : evaluate(member);
  };

  /** `Fn::Sub` of one text: joined where a value is known later, a plain text where nothing is left to be put in. */
  const substitute = (text: string): Value => {
    const merged: (string | { Ref: string })[] = [];
    for (const part of text.split(/(\$\{[^!}]+\})/).filter(Boolean)) {
      const name = part.startsWith('${') ? part.slice(2, -1) : '';
      const setting = settings[name];
      const last = merged.at(-1);
      const known = setting === undefined ? part : String(setting).replaceAll('${', '${!');
      if (setting === later) merged.push({ Ref: name });
      else if (typeof last === 'string') merged[merged.length - 1] = last + known;
      else merged.push(known);
    }
    const values = merged.map((part) => {
      if (typeof part !== 'string') return part;
      return /\$\{[^!]/.test(part) ? { 'Fn::Sub': part } : part.replaceAll('${!', '${');
    });
    return values.length > 1 ? { 'Fn::Join': ['', values] } : (values[0] ?? '');
  };

  const intrinsics: Readonly<Record<string, (argument: never) => Value>> = {
    Ref(name: string) {
      const setting = settings[name];
      return setting === undefined || setting === later ? { Ref: name } : setting;
    },
    // With a second argument it names values of its own, which no template of ours does.
    'Fn::Sub': (text: string) => substitute(text),
    'Fn::Join': (argument: [string, Value]) => {
      const [delimiter, parts] = argument.map(evaluate) as [string, Value];
      return isTexts(parts) ? parts.join(delimiter) : { 'Fn::Join': [delimiter, parts] };
    },
    'Fn::Split': (argument: [string, Value]) => {
      const [delimiter, text] = argument.map(evaluate) as [string, Value];
      return typeof text === 'string' ? text.split(delimiter) : { 'Fn::Split': [delimiter, text] };
    },
    Condition: (name: string) => evaluate(conditions[name]),
    'Fn::If': ([name, yes, no]: [string, Value, Value]) => evaluate(evaluate({ Condition: name }) ? yes : no),
    'Fn::Equals': (both: [Value, Value]) => {
      const [one, other] = both.map(evaluate);
      return typeof one !== 'object' && typeof other !== 'object' && String(one) === String(other);
    },
    'Fn::Not': ([one]: [Value]) => evaluate(one) !== true,
    'Fn::And': (all: Value[]) => all.every((one) => evaluate(one) === true),
    'Fn::Or': (all: Value[]) => all.some((one) => evaluate(one) === true),
  };
  return evaluate;
}

/** A document whose texts, the names of members among them, have placeholders. */
function substituteIn(value: Value, substitute: (text: string) => Value): Value {
  if (typeof value === 'string') return substitute(value);
  if (Array.isArray(value)) return value.map((one) => substituteIn(one, substitute));
  const members = Object.entries(value as Members).map(([name, member]) => [
    substitute(name) as string,
    substituteIn(member, substitute),
  ]);
  return Object.fromEntries(members);
}

const isTexts = (value: Value): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function pick<T>(members: Readonly<Record<string, T>>, wanted: (member: T, name: string) => boolean) {
  return Object.fromEntries(Object.entries(members).filter(([name, member]) => wanted(member, name)));
}

function mapMembers<T, U>(members: Readonly<Record<string, T>>, change: (member: T, name: string) => U) {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member, name)]));
}
