import type { DemoResult } from '../demo/patch-demo-machine.ts';
import type { Upgrade } from '../packages.ts';
import { instanceReport } from './report.ts';
import { boolean, integer, list, object, optional, string } from './shape.ts';

export const demoOutput = object<DemoResult>({
  done: boolean("The machine's own package database shows it patched, and it is stopped"),
  report: instanceReport,
  state: string('The state of the machine at the end'),
  pendingBefore: integer('Security updates that were pending'),
  pendingAfter: integer('Security updates that are still pending'),
  packages: list(
    object<Upgrade>({
      name: string('The package'),
      from: optional(string('Its version before; absent: it was not installed')),
      to: string('Its version after'),
    }),
    'Those that are other than before',
  ),
});
