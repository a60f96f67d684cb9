import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { renderJson } from './render-json.ts';
import { renderYaml } from './render-yaml.ts';
import { WakepatchStack } from './wakepatch-stack.ts';

// CDK then checks the template against CloudFormation's schemas, and a finding is an error.
const VALIDATE = '@aws-cdk/core:validateAgainstDefaultRules';

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Conditions',
  'Resources',
  'Outputs',
];

/** Synthesises the template. Nothing of the place or the time gets into it. Throws when CloudFormation would refuse it. */
export function synthesiseTemplate(): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'wakepatch-synth-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context: { [VALIDATE]: true } });
    new WakepatchStack(app, 'Wakepatch');
    const template = app.synth().getStackByName('Wakepatch').template;
    return Object.fromEntries(SECTIONS.map((section) => [section, template[section]]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The files of `templates/` with their text: the same template twice. */
export function renderTemplate(template: object): Record<string, string> {
  return {
    'wakepatch.yaml': renderYaml(template),
    'wakepatch.json': `${renderJson(template)}\n`,
  };
}
