/**
 * Writes docs/reference/, the pages on the functions and on the constructs, from the docstrings and types of the code and
 * from the templates: `npm run docs`. A test fails when a page is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Declaration, declarationsOf, type Member, membersOf } from './docstrings.ts';

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const MADE = 'This page is made from the code (`npm run docs`).';

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly Description: string; readonly Role: { readonly 'Fn::GetAtt': [string, string] } };
}

const TEMPLATES = ['wakepatch', 'wakepatch-fleet'];

/** The functions of the templates by name: what they do, their role, and which templates have them. */
function functionsOfTemplates() {
  const found = new Map<string, { description: string; role: string; templates: string[] }>();
  for (const template of TEMPLATES)
    for (const [name, { Type, Properties }] of Object.entries<Resource>(
      JSON.parse(read(`templates/${template}.json`)).Resources,
    ))
      if (Type === 'AWS::Lambda::Function')
        found.set(name, {
          description: Properties.Description,
          role: Properties.Role['Fn::GetAtt'][0],
          templates: [...(found.get(name)?.templates ?? []), template],
        });
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

function functionsPage(): string {
  const folder = 'src/maintenance/functions';
  const shared = ['event.ts', 'maintenance.ts', 'poll-result.ts'].flatMap((file) =>
    declarationsOf(read(`${folder}/${file}`)).filter(({ kind }) => kind === 'interface'),
  );
  const functions = functionsOfTemplates();
  const sections = functions.map(([name, { role, templates }]) => {
    const file = `${folder}/${name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.ts`;
    const declarations = declarationsOf(read(file));
    const handler = declarations.find((each) => each.name === 'handler');
    if (!handler) throw new Error(`${file} has no handler`);
    const [, event = ''] = /async \((?:\w+|\{[^}]*\}): ([^)]+)\)/.exec(handler.text) ?? [];
    const own = declarations.filter(({ kind, name }) => ['interface', 'type'].includes(kind) && event.includes(name));
    return [
      `## ${name}`,
      `In ${templates.map((template) => code(template)).join(' and ')}, as ${code(role)}; [source](../../${file}).`,
      ...handler.paragraphs.map((paragraph, index) =>
        index === 0 ? capital(paragraph.replace(`${name}: `, '')) : paragraph,
      ),
      `Called with ${code(event)}.`,
      ...own.map(fenced),
    ].join('\n\n');
  });
  return pageOf([
    '# The functions',
    `${MADE} The Lambda functions of the templates: what each is called with, what it answers, and what it throws under which name. A state ` +
      'machine calls them; whoever calls one by hand gives it the same event. None of them reads a clock: the time is in the event.',
    table(
      ['function', 'what it does'],
      functions.map(([name, { description }]) => [`[${name}](#${name.toLowerCase()})`, description]),
    ),
    ...sections,
    '## Events and answers',
    'Times are ISO 8601, durations in seconds unless the name says otherwise.',
    ...shared.map(fenced),
  ]);
}

function constructsPage(): string {
  const exported = [
    ['fleet-maintenance', 'fleet-parameters'],
    ['pattern-maintenance', 'pattern-parameters'],
  ].map(([file, parameters]) => {
    const declarations = declarationsOf(read(`src/cdk/${file}.ts`));
    const construct = declarations.find(({ kind }) => kind === 'class')!;
    const props = declarations.find(({ kind }) => kind === 'interface')!;
    const inherited = declarationsOf(read(`src/cdk/${parameters}.ts`)).find(({ kind }) => kind === 'interface')!;
    return [
      `## ${construct.name}`,
      ...construct.paragraphs,
      `### What it gives to others`,
      table(
        ['attribute', 'type', 'what it is'],
        membersOf(construct).map(({ name, optional, type, paragraphs }) => [
          code(name),
          code(optional ? `${type} | undefined` : type),
          paragraphs.join(' '),
        ]),
      ),
      `### ${props.name}`,
      table(
        ['property', 'type', 'default', 'what it means'],
        [...membersOf(inherited), ...membersOf(props)].map(propertyRow),
      ),
    ].join('\n\n');
  });
  const inner = globSync('src/maintenance/stack/**/*.ts', { cwd: fileURLToPath(root) })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) =>
      declarationsOf(read(file))
        .filter(({ kind }) => kind === 'class')
        .map(({ name, paragraphs }) => [`[${name}](../../${file})`, paragraphs.join(' ')]),
    );
  return pageOf([
    '# The constructs',
    `${MADE} For people who deploy with CDK: \`import { FleetMaintenance } from 'wakepatch/cdk'\`. [An example](../../examples/cdk/README.md) is ` +
      'there, and [why they are as they are](../decisions/2026-11-28-constructs-are-the-templates.md).',
    'A value that the template does not allow throws when the stack is synthesised, in the words of the template. Values that only the ' +
      'deployment knows, such as the name of a document of the same stack, are taken for all but the tag’s key, numbers and choices.',
    ...exported,
    '## The constructs of the templates',
    'Of these the templates are synthesised (`npm run synth`). They are not exported: they speak of each other by the names that the ' +
      'templates have.',
    table(['construct', 'what it is'], inner),
  ]);
}

function propertyRow({ name, type, paragraphs, default: initial }: Member): string[] {
  return [code(name), code(type), initial ? code(initial) : '', paragraphs.join(' ')];
}

const pageOf = (parts: readonly string[]) => `${parts.join('\n\n')}\n`;
const code = (text: string) => `\`${text}\``;
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const fenced = ({ text, paragraphs }: Declaration) =>
  ['```ts', ...paragraphs.map((paragraph) => `// ${paragraph}`), text, '```'].join('\n');

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The pages as they should be, by their paths. */
export const referencePages = (): Record<string, string> => ({
  [fileURLToPath(new URL('docs/reference/functions.md', root))]: functionsPage(),
  [fileURLToPath(new URL('docs/reference/constructs.md', root))]: constructsPage(),
});

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of Object.entries(referencePages())) writeFileSync(file, text);
