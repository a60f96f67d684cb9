/**
 * Writes docs/support.md, what the Region has, from the tables that the code itself works by: `npm run docs`. A test fails
 * when the file is stale.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { supportTables } from '../src/asl/index.ts';
import { services } from '../src/region/services/index.ts';

export const supportFile = fileURLToPath(new URL('../docs/support.md', import.meta.url));

const names: Readonly<Record<string, string>> = {
  cloudformation: 'AWS CloudFormation',
  ec2: 'Amazon EC2',
  events: 'Amazon EventBridge',
  iam: 'AWS IAM',
  lambda: 'AWS Lambda',
  logs: 'Amazon CloudWatch Logs',
  sns: 'Amazon SNS',
  'resource-groups': 'AWS Resource Groups',
  s3: 'Amazon S3',
  ssm: 'AWS Systems Manager',
  states: 'AWS Step Functions',
  sts: 'AWS STS',
};

interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

function operationTables(): Table[] {
  return [...services]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ name, operations }) => ({
      title: names[name] ?? name,
      columns: ['Operation', 'Parameters'],
      rows: Object.entries(operations)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([operation, { accepts }]) => [`\`${operation}\``, accepts.map((path) => `\`${path}\``).join(', ')]),
    }));
}

/** The page as it should be. */
export function supportPage(): string {
  const language = supportTables().map((table) => markdown(table, 3));
  const operations = operationTables().map((table) => markdown(table, 3));
  return `# What the Region has

This page is made from the code's own tables (\`npm run docs\`). Whatever is not here is refused by name: an operation, a
parameter, a field of a state.

## The Amazon States Language

The interpreter has all of this. A Task's service integration also needs its service, see below.

${language.join('\n')}
## API operations

A parameter covers all below it.

${operations.join('\n')}`;
}

function markdown({ title, columns, rows }: Table, level: number): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    `${'#'.repeat(level)} ${title}`,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(cell))),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(supportFile, supportPage());
