/** What a Command document is made of (User Guide, "Schemas, features, and examples"; "Data elements and parameters"). */
import { createHash } from 'node:crypto';
import { notSupported } from '../../../errors.ts';
import type { Plugin } from '../commands/plugin.ts';
import { invalidParameters } from '../errors.ts';

export interface Parameter {
  readonly type: 'String' | 'StringList';
  readonly description: string;
  /** without it the parameter is required */
  readonly default?: string | readonly string[];
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly maxChars?: number;
  readonly minItems?: number;
  readonly displayType?: string;
}

/** A step and the platform that it is for; on another one it is skipped. */
export interface Step {
  /** what GetCommandInvocation calls PluginName */
  readonly name: string;
  /** e.g. `aws:runShellScript` */
  readonly action: string;
  readonly platform?: 'Linux' | 'Windows' | 'MacOS';
  /** absent where the platform has no machines in this Region */
  readonly run?: Plugin;
}

export interface Document {
  readonly name: string;
  readonly schemaVersion: string;
  readonly documentVersion: string;
  readonly platformTypes: readonly ('Linux' | 'Windows' | 'MacOS')[];
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** parameters that take only their default in this Region */
  readonly unsupported: readonly string[];
  readonly steps: readonly Step[];
  /** what GetDocument shows below the description and the parameters */
  readonly body: object;
  /** seconds that the machine may take, as the parameters have it */
  executionTimeout(parameters: Parameters): number;
}

/** The values of a command's parameters; a String has one. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

export function contentOf({ schemaVersion, description, parameters, body }: Document): string {
  return JSON.stringify({ schemaVersion, description, parameters, ...body }, undefined, 2);
}

export const hashOf = (document: Document): string => createHash('sha256').update(contentOf(document)).digest('hex');

/**
 * The parameters that a command runs with: what was given, and the defaults.
 * @throws WireError InvalidParameters; NotImplemented for a parameter that only AWS has
 */
export function readParameters(document: Document, given: Parameters): Parameters {
  for (const name of Object.keys(given))
    if (document.parameters[name] === undefined)
      throw invalidParameters(`Parameter "${name}" is not defined in document ${document.name}.`);
  return Object.fromEntries(
    Object.entries(document.parameters).map(([name, parameter]) => {
      const values = given[name] ?? (parameter.default === undefined ? undefined : [parameter.default].flat());
      if (values === undefined) throw invalidParameters(`Parameter "${name}" requires a value.`);
      check(name, parameter, values);
      if (document.unsupported.includes(name) && values.some((value) => value !== parameter.default))
        throw notSupported(`the parameter ${name} of ${document.name}`);
      return [name, values];
    }),
  );
}

function check(name: string, parameter: Parameter, values: readonly string[]): void {
  const { type, allowedValues, allowedPattern, maxChars, minItems } = parameter;
  if (type === 'String' && values.length !== 1)
    throw invalidParameters(`Parameter "${name}" is of type String and takes one value, not ${values.length}.`);
  if (minItems !== undefined && values.length < minItems)
    throw invalidParameters(`Parameter "${name}" requires at least ${minItems} item(s).`);
  for (const value of values) {
    if (allowedValues !== undefined && !allowedValues.includes(value))
      throw invalidParameters(`Parameter "${name}" has value "${value}" not found in [${allowedValues.join(', ')}].`);
    if (allowedPattern !== undefined && !new RegExp(`^(?:${allowedPattern})$`).test(value))
      throw invalidParameters(`Parameter "${name}" has value "${value}" not matching ${allowedPattern}.`);
    if (maxChars !== undefined && value.length > maxChars)
      throw invalidParameters(`Parameter "${name}" must not be longer than ${maxChars} characters.`);
  }
}
