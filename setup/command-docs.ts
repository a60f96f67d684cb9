/**
 * Writes docs/commands.md and docs/commands.schema.json, what the command line takes and prints, from the commands themselves:
 * `npm run docs`. A test fails when they are stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ArgDef } from 'citty';
import { connectionArguments } from '../src/cli/arguments.ts';
import type { Command } from '../src/cli/command.ts';
import { loadCommands } from '../src/cli/command-table.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';
import type { JsonSchema } from '../src/cli/json/shape.ts';
import { environment, optionText, usageLine } from '../src/cli/usage.ts';

export const commandsFile = fileURLToPath(new URL('../docs/commands.md', import.meta.url));
export const schemaFile = fileURLToPath(new URL('../docs/commands.schema.json', import.meta.url));

/** The page as it should be. */
export async function commandsPage(): Promise<string> {
  const commands = await loadCommands();
  return `# The command line

This page is made from the commands themselves (\`npm run docs\`); \`wakepatch COMMAND --help\` says the same.

## Exit codes

${table(
  ['code', 'what it means'],
  Object.values(exitCodes).map(({ code, means }) => [String(code), means]),
)}

## Which AWS

With nothing named it is the Region that runs on this machine, and never AWS by accident: where none runs, the command ends with 3.
What the AWS CLI reads is read as the AWS CLI reads it, options first, then the environment, then the shared config files:

${table(
  ['what', 'from, the first that is there'],
  [
    ['profile', '`--profile`, `AWS_PROFILE`, the profile `default`'],
    [
      'credentials',
      "those of `--profile`; `AWS_ACCESS_KEY_ID` and its like; those of `AWS_PROFILE`; the SDK's usual chain",
    ],
    ['Region', "`--region`, `AWS_REGION`, `AWS_DEFAULT_REGION`, the profile's `region`"],
    [
      'endpoint',
      "`--endpoint-url`; `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services`, its `endpoint_url`, unless `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` or `ignore_configured_endpoint_urls` is true; AWS itself",
    ],
    ['files', '`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`, else those in `~/.aws`'],
  ],
)}

The endpoint of the Region that runs here comes with that Region's own credentials, unless a profile or keys are named.

## Output

* What was asked for goes to standard output, and all else to standard error.
* On a terminal there are colours, and what goes on is drawn in place; without one there are plain lines, as they happen.
* With \`--json\` there is JSON and nothing else on standard output: one document, or one a line. Members are only ever added; what
  each has is told below, and for programs in [commands.schema.json](commands.schema.json) (JSON Schema).
* A command that changes what cannot be had back asks. Where there is no terminal to ask at, it changes nothing and ends with 2,
  unless \`--yes\` is said.

## Environment

${table(
  ['variable', 'what it does'],
  environment.map(([name, what]) => [`\`${name}\``, what]),
)}

${commands.map(section).join('\n\n')}
`;
}

/** JSON Schema of what each command prints. */
export async function commandsSchema(): Promise<string> {
  const shapes = (await loadCommands()).flatMap(({ meta, json }) => (json ? [[meta.name, json.shape.schema]] : []));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What wakepatch prints with --json, by its commands',
    $defs: Object.fromEntries(shapes),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function section({ meta, args, examples, json }: Command): string {
  const all = Object.entries(args);
  const isShared = ([name]: readonly [string, ArgDef]) =>
    Object.hasOwn(connectionArguments, name) && Object.hasOwn(args, 'endpoint-url');
  const own = all.filter((arg) => !isShared(arg));
  const shared = all.filter(isShared).map(([name, def]) => `\`${optionText(name, def)}\``);
  return [
    `## ${meta.name}`,
    `    ${usageLine(meta.name, args)}`,
    meta.description,
    ...(meta.details ?? []),
    ...(own.length
      ? [
          table(
            ['argument', 'what it does', 'default'],
            own.map(([name, def]) => [`\`${argumentText(name, def)}\``, def.description ?? '', defaultOf(def)]),
          ),
        ]
      : []),
    ...(shared.length ? [`And ${shared.join(', ')}: [which AWS](#which-aws).`] : []),
    `\`\`\`sh\n${examples.map(({ line, does }) => `# ${does}\n${line}`).join('\n\n')}\n\`\`\``,
    ...(json
      ? [
          `With \`--json\`: ${json.form === 'lines' ? 'a document a line, each one of these' : 'one document'}.`,
          ...describe(json.shape.schema),
        ]
      : []),
  ].join('\n\n');
}

function argumentText(name: string, def: ArgDef): string {
  return def.type === 'positional' ? (def.valueHint ?? name.toUpperCase()) : optionText(name, def);
}

const defaultOf = ({ default: standard, type }: ArgDef) =>
  standard === undefined || type === 'boolean' || standard === '' ? '' : `\`${standard}\``;

/** A table for a document, or one for each kind of it. */
function describe(schema: JsonSchema): string[] {
  const kinds = schema.anyOf ? schema.anyOf.flatMap((kind) => kind.anyOf ?? [kind]) : [schema];
  return kinds.map((kind) =>
    table(
      ['member', 'type', 'what it is'],
      membersOf(kind, '').map(([path, type, about]) => [`\`${path}\``, type, about]),
    ),
  );
}

/** `[path, type, what it is]` of all members, those of members below them. */
function membersOf({ properties = {}, required = [] }: JsonSchema, above: string): [string, string, string][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${above}${name}`;
    const about = [schema.description ?? '', ...(required.includes(name) ? [] : ['may be absent'])].filter(Boolean);
    const row: [string, string, string] = [path, typeOf(schema), about.join('; ')];
    if (schema.type === 'array') return [row, ...membersOf(schema.items ?? {}, `${path}[].`)];
    return [row, ...membersOf(schema, `${path}.`)];
  });
}

function typeOf({ type = '', format, enum: values, items, additionalProperties }: JsonSchema): string {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `array of ${items?.type ?? 'objects'}`;
  if (typeof additionalProperties === 'object') return `object of ${additionalProperties.type}`;
  return format === 'date-time' ? 'time' : type;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(commandsFile, await commandsPage());
  writeFileSync(schemaFile, await commandsSchema());
}
