/**
 * Writes those parts of docs/operating.md that the code knows better, from the code's own tables and from the template:
 * `npm run docs`. A test fails when the page is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Advice, leftOnAdvice, outcomeAdvice, reasonAdvice } from '../src/operator/fleet/advice.ts';
import { rightsOf, type Template } from './rights.ts';

export const operatingFile = fileURLToPath(new URL('../docs/operating.md', import.meta.url));
const templateFile = fileURLToPath(new URL('../templates/wakepatch-fleet.json', import.meta.url));

const template: Template = JSON.parse(readFileSync(templateFile, 'utf8'));

/** Each part by the name in the comments around it: `<!-- made: outcomes -->` … `<!-- end of outcomes -->`. */
const parts: Readonly<Record<string, () => string>> = {
  parameters: () =>
    table(
      ['parameter', 'default', 'what it means'],
      Object.entries(template.Parameters).map(([name, { Default, Description }]) => [
        code(name),
        Default === '' ? '' : code(String(Default)),
        Description,
      ]),
    ),
  roles: () =>
    table(
      ['role', 'who acts in it', 'may', 'on'],
      rightsOf(template).map(({ role, actors, actions, resources }, index, all) => [
        ...(role === all[index - 1]?.role ? ['', ''] : [code(role), actors.map(code).join(', ')]),
        actions.map(code).join(', '),
        resources,
      ]),
    ),
  outcomes: () => adviceTable('outcome', outcomeAdvice),
  reasons: () => adviceTable('reason', reasonAdvice),
  'reasons for leaving on': () => adviceTable('reason', leftOnAdvice),
};

/** The page as it should be. @param page as it is; what stands outside the parts stays */
export function operatingPage(page: string): string {
  return Object.entries(parts).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- made: ${name} -->`, `<!-- end of ${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/operating.md has no part '${begin}' … '${end}'`);
    return `${text.slice(0, from + begin.length)}\n\n${make()}\n\n${text.slice(to)}`;
  }, page);
}

const code = (text: string) => `\`${text}\``;

function adviceTable(what: string, advice: Readonly<Record<string, Advice>>): string {
  return table(
    [what, 'what it means', 'what to do'],
    Object.entries(advice).map(([name, { means, todo }]) => [code(name), means, todo]),
  );
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(operatingFile, operatingPage(readFileSync(operatingFile, 'utf8')));
