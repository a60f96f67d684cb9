import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { FleetStack } from './fleet/fleet-stack.ts';
import { PatternStack } from './pattern/pattern-stack.ts';
import { renderJson } from './render-json.ts';
import { renderYaml } from './render-yaml.ts';

// CDK then checks the template against CloudFormation's schemas, and a finding is an error.
const VALIDATE = '@aws-cdk/core:validateAgainstDefaultRules';

/** The templates, by the name of their files. */
export const TEMPLATES: Readonly<Record<string, new (app: App, id: string) => Stack>> = {
  wakepatch: PatternStack,
  'wakepatch-fleet': FleetStack,
};

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
];

/** Synthesises a template. Nothing of the place or the time gets into it. Throws when CloudFormation would refuse it. */
export function synthesiseTemplate(name: string): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'wakepatch-synth-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context: { [VALIDATE]: true } });
    new TEMPLATES[name]!(app, 'Wakepatch');
    const template = app.synth().getStackByName('Wakepatch').template;
    return Object.fromEntries(SECTIONS.flatMap((section) => (template[section] ? [[section, template[section]]] : [])));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The files of `templates/` with their text: the same template twice. */
export function renderTemplate(name: string, template: object): Record<string, string> {
  return {
    [`${name}.yaml`]: renderYaml(template),
    [`${name}.json`]: `${renderJson(template)}\n`,
  };
}
