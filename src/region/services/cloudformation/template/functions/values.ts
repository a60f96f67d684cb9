/**
 * The intrinsic functions that make values.
 * Source: AWS CloudFormation User Guide, "Intrinsic function reference", a page a function.
 */
import { templateError } from '../../errors.ts';
import { isObject, type Json } from '../parse.ts';
import { type IntrinsicFunction, notYetKnown, noValue, ofValues, text, type Value } from './function.ts';

const Ref: IntrinsicFunction = (name, _evaluate, scope) => {
  if (typeof name !== 'string') throw templateError('every Ref object must have a single String value.');
  return scope.reference(name);
};

const GetAtt: IntrinsicFunction = (argument, evaluate, scope) => {
  const path = getAttPath(argument);
  const attribute = text(evaluate(path[1]));
  if (attribute === undefined) throw getAttMalformed();
  return scope.attribute(path[0], attribute);
};

/** `[logical id, attribute]` of an Fn::GetAtt; the long form may be a string, too: `Fn::GetAtt: Role.Arn`. */
export function getAttPath(argument: Json): readonly [string, Json] {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot > 0 && dot < argument.length - 1) return [argument.slice(0, dot), argument.slice(dot + 1)];
  } else if (Array.isArray(argument) && argument.length === 2) {
    const [logicalId, attribute] = argument as unknown as readonly [Json, Json];
    if (typeof logicalId === 'string' && logicalId !== '' && attribute !== '') return [logicalId, attribute];
  }
  throw getAttMalformed();
}

const getAttMalformed = () =>
  templateError(
    'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
  );

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}` which stands for `${Literal}`. */
const placeholder = /\$\{([^${}]*)\}/g;

/** The names in the text of an Fn::Sub, literals left out. */
export function subNames(template: string): string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1]!.trim()).filter((name) => !name.startsWith('!'));
}

/** The text of an Fn::Sub and its own variables. */
export function subParts(argument: Json): {
  readonly template: string;
  readonly variables: { readonly [name: string]: Json };
} {
  if (typeof argument === 'string') return { template: argument, variables: {} };
  if (Array.isArray(argument) && argument.length === 2) {
    const [template, variables] = argument as unknown as readonly [Json, Json];
    if (typeof template === 'string' && isObject(variables)) return { template, variables };
  }
  throw templateError(
    "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  );
}

const Sub: IntrinsicFunction = (argument, evaluate, scope) => {
  const { template, variables } = subParts(argument);
  const named = (name: string): Value => {
    const variable = variables[name];
    if (variable !== undefined) return evaluate(variable);
    const dot = name.indexOf('.');
    return dot < 0 ? scope.reference(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
  };
  const values = new Map<string, Value>(subNames(template).map((name) => [name, named(name)]));
  if ([...values.values()].includes(notYetKnown)) return notYetKnown;
  return template.replace(placeholder, (_match, inner: string) => {
    const name = inner.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = text(values.get(name));
    if (value === undefined) throw templateError('Fn::Sub expressions must resolve to strings.');
    return value;
  });
};

const Join = ofValues((argument) => {
  const [delimiter, items] = list(argument);
  const texts = Array.isArray(items) ? items.map((item) => text(item as Value)) : [undefined];
  if (typeof delimiter !== 'string' || texts.includes(undefined)) {
    throw templateError(
      'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
    );
  }
  return texts.join(delimiter);
});

const Split = ofValues((argument) => {
  const [delimiter, source] = list(argument);
  if (typeof delimiter !== 'string' || delimiter === '' || typeof source !== 'string') {
    throw templateError(
      'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.',
    );
  }
  return source.split(delimiter);
});

const Select = ofValues((argument) => {
  const [index, items] = list(argument);
  if (!/^\d+$/.test(String(text(index))) || !Array.isArray(items)) {
    throw templateError('Fn::Select requires a list argument with two elements: an integer index and a list');
  }
  const item = items[Number(index)] as Value | undefined;
  if (item === undefined) throw templateError(`Fn::Select cannot select nonexistent value at index ${String(index)}`);
  return item;
});

const Base64 = ofValues((argument) => {
  const value = text(argument);
  if (value === undefined) throw templateError('every Fn::Base64 object must have a String-typed value.');
  return Buffer.from(value, 'utf8').toString('base64');
});

const FindInMap = ofValues((argument, scope) => {
  const keys = list(argument).map((key) => text(key));
  const [map, top, second] = keys;
  if (keys.length !== 3 || map === undefined || top === undefined || second === undefined) {
    throw templateError(
      'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
    );
  }
  const value = scope.mapped(map, top, second);
  if (value === undefined) throw templateError(`Unable to get mapping for ${map}::${top}::${second}`);
  return value;
});

const If: IntrinsicFunction = (argument, evaluate, scope) => {
  const [condition, whenTrue, whenFalse] = ifParts(argument);
  return evaluate(scope.condition(condition) ? whenTrue : whenFalse);
};

/** The condition's name and both values of an Fn::If. */
export function ifParts(argument: Json): readonly [string, Json, Json] {
  if (Array.isArray(argument) && argument.length === 3 && typeof argument[0] === 'string') {
    return argument as unknown as [string, Json, Json];
  }
  throw templateError(
    'Fn::If requires a list argument with three elements: the name of a condition, and the values if it is true and if it is false.',
  );
}

const ImportValue = ofValues((argument, scope) => {
  const name = text(argument);
  if (name === undefined)
    throw templateError('the attribute in Fn::ImportValue must be a string or a function that returns a string');
  return scope.imported(name);
});

const GetAZs = ofValues((argument, scope) => {
  if (typeof argument !== 'string') throw templateError('every Fn::GetAZs object must have a String-typed value.');
  return scope.availabilityZones(argument === '' ? (scope.reference('AWS::Region') as string) : argument);
});

function list(argument: Value): readonly Value[] {
  return Array.isArray(argument) ? argument.filter((item) => item !== noValue) : [];
}

export const valueFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  Ref,
  'Fn::GetAtt': GetAtt,
  'Fn::Sub': Sub,
  'Fn::Join': Join,
  'Fn::Split': Split,
  'Fn::Select': Select,
  'Fn::Base64': Base64,
  'Fn::FindInMap': FindInMap,
  'Fn::If': If,
  'Fn::ImportValue': ImportValue,
  'Fn::GetAZs': GetAZs,
};
