/**
 * Writes what CDK's constructs are told, as TypeScript, from the tables of the templates' parameters: `npm run docs`. A
 * test fails when a file is stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { propOf } from '../src/cdk/parameter-values.ts';
import { fleetParameters } from '../src/maintenance/stack/fleet/parameters.ts';
import type { Groups, Parameter } from '../src/maintenance/stack/parameters.ts';
import { patternParameters } from '../src/maintenance/stack/pattern/parameters.ts';

/** Where another type says more than the template's own does, and so other words. */
const OTHERS: Readonly<Record<string, { type: string; description: string }>> = {
  TargetInstanceIds: {
    type: 'readonly string[]',
    description:
      'Instead of a tag: ids of up to 50 instances (Regions of the partition aws only; elsewhere use a tag).',
  },
};

const files: Readonly<Record<string, [name: string, what: string, groups: Groups]>> = {
  'fleet-parameters': ['FleetParameters', 'wakepatch-fleet', fleetParameters],
  'pattern-parameters': ['PatternParameters', 'wakepatch', patternParameters],
};

/** The files with their text as they should be, by their paths. */
export const cdkParameters = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([file, [name, template, groups]]) => [
      fileURLToPath(new URL(`../src/cdk/${file}.ts`, import.meta.url)),
      interfaceOf(name, template, groups),
    ]),
  );

function interfaceOf(name: string, template: string, groups: Groups): string {
  const members = Object.entries(groups).flatMap(([title, group]) => [
    `  // ${title}`,
    ...Object.entries(group).map(memberOf),
  ]);
  return [
    '// Made from the tables of parameters by `npm run docs`: change it there.',
    '',
    `/** The parameters of templates/${template}.json. Each has the default that the template has. */`,
    `export interface ${name} {`,
    members.join('\n'),
    '}',
    '',
  ].join('\n');
}

function memberOf([name, parameter]: [string, Parameter]): string {
  const other = OTHERS[name]?.description;
  const sentences = other ? [other] : [parameter.description, constraintOf(parameter)].filter(Boolean);
  const initial = typeOf(name, parameter) === 'boolean' ? parameter.default : JSON.stringify(parameter.default);
  const comment = [...wrap(sentences.join(' '), 112), ...(parameter.default === '' ? [] : [`@default ${initial}`])];
  return [
    '  /**',
    ...comment.map((line) => `   * ${line}`),
    '   */',
    `  readonly ${propOf(name)}?: ${typeOf(name, parameter)};`,
  ].join('\n');
}

function typeOf(name: string, { type, allowedValues }: Parameter): string {
  if (OTHERS[name]) return OTHERS[name].type;
  if (allowedValues?.join() === 'true,false') return 'boolean';
  const quote = type === 'Number' ? String : (value: string) => `'${value}'`;
  return allowedValues?.map(quote).join(' | ') ?? (type === 'Number' ? 'number' : 'string');
}

function constraintOf({ constraintDescription, minValue, maxValue }: Parameter): string | undefined {
  if (minValue !== undefined) return `From ${minValue} to ${maxValue}.`;
  return constraintDescription && `It ${constraintDescription}.`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of Object.entries(cdkParameters())) writeFileSync(file, text);
