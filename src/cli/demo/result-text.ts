/** What the demonstration came to, for people. */
import { reportLines } from '../instance-report-text.ts';
import { paint } from '../paint.ts';
import type { DemoResult } from './patch-demo-machine.ts';

export function resultText({ done, report, state, pendingBefore, pendingAfter, packages }: DemoResult): string {
  const width = Math.max(0, ...packages.map(({ name }) => name.length));
  return [
    paint(done ? ['bold', 'green'] : ['bold', 'red'], done ? 'Done' : 'Not done'),
    ...reportLines({ ...report, changes: [] }),
    `  now           ${state}, ${pendingAfter} security updates pending (${pendingBefore} before)`,
    '',
    packages.length > 0 ? `  ${packages.length} packages changed:` : '  No package changed: nothing was pending.',
    ...packages.map(({ name, from = 'not installed', to }) => `  ${name.padEnd(width)}  ${from} -> ${to}`),
  ].join('\n');
}
