/** What a Command document is made of (User Guide, "Schemas, features, and examples"; "Data elements and parameters"). */
import { createHash } from 'node:crypto';
import { parse as parseYaml, stringify as toYaml } from 'yaml';
import { notSupported } from '../../../errors.ts';
import type { Plugin } from '../commands/plugin.ts';
import { invalidParameters } from '../errors.ts';
import type { Format } from './content.ts';
import type { Parameter, Parameters } from './parameter.ts';
import type { DocumentVersion, OwnDocument } from './rows.ts';

/** A step and the platform that it is for; on another one it is skipped. */
export interface Step {
  /** what GetCommandInvocation calls PluginName */
  readonly name: string;
  /** e.g. `aws:runShellScript` */
  readonly action: string;
  readonly platform?: 'Linux' | 'Windows' | 'MacOS';
  /** absent where the platform has no machines in this Region */
  readonly run?: Plugin;
  /** seconds that the step may take; default: those of the document */
  timeout?(parameters: Parameters): number;
  /** What ends the document here; the status is the step's, or Success after all ("Shared inputs", plugin reference). */
  readonly onFailure?: 'exit' | 'successAndExit';
  readonly onSuccess?: 'exit';
  /** runs although an earlier step has ended the document */
  readonly finallyStep?: boolean;
}

/** A document that the account has made: the version that is meant, and what is known of all of them. */
export interface Own {
  readonly document: OwnDocument;
  readonly version: DocumentVersion;
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
  /** what GetDocument shows */
  readonly source: { readonly format: Format; readonly content: string };
  /** seconds that the machine may take for all steps, as the parameters have it */
  executionTimeout(parameters: Parameters): number;
  /** absent for the documents of AWS */
  readonly own?: Own;
}

/** The content of a document of AWS, which stands in the code as a table. */
export function sourceOf(
  { schemaVersion, description, parameters }: Pick<Document, 'schemaVersion' | 'description' | 'parameters'>,
  body: object,
): Document['source'] {
  const content = JSON.stringify({ schemaVersion, description, parameters, ...body }, undefined, 2);
  return { format: 'JSON', content };
}

/** @param format what it is wanted in, default: what it was made in */
export function contentOf({ source }: Document, format: Format = source.format): string {
  if (format === source.format) return source.content;
  return format === 'YAML'
    ? toYaml(JSON.parse(source.content))
    : JSON.stringify(parseYaml(source.content), undefined, 2);
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

/** What a value of the types other than String has to look like. */
const forms: Partial<Record<Parameter['type'], RegExp>> = { Boolean: /^(true|false)$/, Integer: /^-?\d+$/ };

function check(name: string, parameter: Parameter, values: readonly string[]): void {
  const { type, allowedValues, allowedPattern, minChars, maxChars, minItems, maxItems } = parameter;
  if (type !== 'StringList' && values.length !== 1)
    throw invalidParameters(`Parameter "${name}" is of type ${type} and takes one value, not ${values.length}.`);
  if (minItems !== undefined && values.length < minItems)
    throw invalidParameters(`Parameter "${name}" requires at least ${minItems} item(s).`);
  if (maxItems !== undefined && values.length > maxItems)
    throw invalidParameters(`Parameter "${name}" takes ${maxItems} item(s) at most.`);
  for (const value of values) {
    if (forms[type]?.test(value) === false)
      throw invalidParameters(`Parameter "${name}" is of type ${type}, which "${value}" is not.`);
    if (minChars !== undefined && value.length < minChars)
      throw invalidParameters(`Parameter "${name}" must not be shorter than ${minChars} characters.`);
    if (allowedValues !== undefined && !allowedValues.includes(value))
      throw invalidParameters(`Parameter "${name}" has value "${value}" not found in [${allowedValues.join(', ')}].`);
    if (allowedPattern !== undefined && !new RegExp(`^(?:${allowedPattern})$`).test(value))
      throw invalidParameters(`Parameter "${name}" has value "${value}" not matching ${allowedPattern}.`);
    if (maxChars !== undefined && value.length > maxChars)
      throw invalidParameters(`Parameter "${name}" must not be longer than ${maxChars} characters.`);
  }
}
