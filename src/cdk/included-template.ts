import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CfnElement } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct } from 'constructs';
import { type Prop, parameterValues } from './parameter-values.ts';
import { settle, type Template } from './settle.ts';

export interface Options {
  /** the file in `templates/`, without `.json` */
  readonly template: string;
  readonly props: Readonly<Record<string, Prop | undefined>>;
  /** whether the stack gets the template's outputs, by their own names */
  readonly outputs: boolean;
}

/**
 * Puts one of the templates into a construct, with values for its parameters. It is the very template that is deployed
 * without CDK, functions and all, so what is tested of that holds of this too.
 * @returns the resource with a name of the template
 * @throws Error for a value that is not allowed
 */
export function includeTemplate(
  scope: Construct,
  { template, props, outputs }: Options,
): <Resource extends CfnElement>(logicalId: string) => Resource {
  const file = new URL(`../../templates/${template}.json`, import.meta.url);
  const all: Template = JSON.parse(readFileSync(file, 'utf8'));
  const { settings, tokens } = parameterValues(all, props);
  const settled = settle(all, settings);
  // The stack has a description of its own.
  const { Parameters, Mappings, Resources, Outputs } = settled;
  const parts = { Parameters, Mappings, Resources: withoutLogName(Resources), Outputs: outputs ? Outputs : {} };
  const included = include(scope, parts, tokens);
  // By these names `wakepatch plan --stack` and its like find what they need.
  if (outputs) for (const name of Object.keys(Outputs)) included.getOutput(name).overrideLogicalId(name);
  return (logicalId) => included.getResource(logicalId) as CfnElement as never;
}

/** CfnInclude reads a file, and at once. `Default` is left out of the names that CDK makes. */
function include(scope: Construct, template: object, parameters: Readonly<Record<string, Prop>>): CfnInclude {
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-cdk-'));
  try {
    const templateFile = join(folder, 'template.json');
    writeFileSync(templateFile, JSON.stringify(template));
    return new CfnInclude(scope, 'Default', { templateFile, parameters, preserveLogicalIds: false });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The log group is called after the stack, in which there may be another of these constructs. */
function withoutLogName({ FunctionLogs, ...others }: Template['Resources']): Template['Resources'] {
  const { LogGroupName: _, ...Properties } = FunctionLogs!.Properties as Record<string, unknown>;
  return { FunctionLogs: { ...FunctionLogs, Properties }, ...others };
}
