import { Token } from 'aws-cdk-lib';
import { later, type Settings, type Template } from './settle.ts';

/** How CDK is told a parameter. */
export type Prop = string | number | boolean | readonly string[];

/** A parameter of a template as far as its values go. Source: CloudFormation User Guide, "Parameters". */
interface Parameter {
  readonly Type: string;
  readonly Default: string | number;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

export interface ParameterValues {
  readonly settings: Settings;
  /** of those parameters that only the deployment knows */
  readonly tokens: Readonly<Record<string, Prop>>;
}

/** The name of the property for a parameter: `targetTagKey` for `TargetTagKey`. */
export const propOf = (parameter: string): string => parameter[0]!.toLowerCase() + parameter.slice(1);

/**
 * What each parameter is: the property of its name, else its default.
 * @throws Error for a value that the template does not allow, or that has to be known before and is not
 */
export function parameterValues(
  { Parameters }: Pick<Template, 'Parameters'>,
  props: Readonly<Record<string, Prop | undefined>>,
): ParameterValues {
  const tokens: Record<string, Prop> = {};
  const settings = Object.entries(Parameters as unknown as Record<string, Parameter>).map(([name, parameter]) => {
    const given = props[propOf(name)] ?? parameter.Default;
    const value = typeof given === 'object' ? given.join(',') : typeof given === 'boolean' ? String(given) : given;
    if (Token.isUnresolved(value)) {
      if (parameter.AllowedValues || NAMED_IN_POLICIES.includes(name))
        throw new Error(`${propOf(name)} must be known when the stack is synthesised, and is a token.`);
      tokens[name] = value;
      return [name, later] as const;
    }
    const problem = problemOf(value, parameter);
    if (problem) throw new Error(`${propOf(name)} ${problem}, not ${JSON.stringify(given)}.`);
    return [name, settingOf(value, parameter)] as const;
  });
  return { settings: Object.fromEntries(settings), tokens };
}

/** Outside a parameter, a public parameter of Systems Manager is looked up by a dynamic reference. */
function settingOf(value: string | number, { Type }: Parameter): string | number {
  if (Type.startsWith('AWS::SSM::Parameter::Value<')) return `{{resolve:ssm:${value}}}`;
  return Type === 'Number' ? Number(value) : value;
}

/** A condition's key stands in the name of a member, and that is no place for what is known later. */
const NAMED_IN_POLICIES = ['TargetTagKey'];

function problemOf(value: string | number, parameter: Parameter): string | undefined {
  const { Type, AllowedValues, AllowedPattern, ConstraintDescription, MinValue = 0, MaxValue = Infinity } = parameter;
  if (AllowedValues && !AllowedValues.some((allowed) => String(allowed) === String(value)))
    return `must be one of ${AllowedValues.join(', ')}`;
  if (Type === 'Number' && !(Number(value) >= MinValue && Number(value) <= MaxValue))
    return `must be a number from ${MinValue} to ${MaxValue}`;
  if (AllowedPattern && !new RegExp(AllowedPattern).test(String(value)))
    return ConstraintDescription ?? `must match ${AllowedPattern}`;
  return undefined;
}
