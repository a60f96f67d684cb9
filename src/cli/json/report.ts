import type { Compliance } from '../../maintenance/rules/compliance.ts';
import type { LeftOn } from '../../maintenance/rules/in-use.ts';
import type { PackageChange } from '../../maintenance/rules/machine-check.ts';
import { OUTCOMES } from '../../maintenance/rules/outcome.ts';
import type { Report, Told } from '../../operator/fleet/report.ts';
import type { InstanceReport } from '../../operator/instance-report.ts';
import {
  boolean,
  either,
  integer,
  list,
  number,
  object,
  oneOf,
  open,
  optional,
  record,
  type Shape,
  string,
  time,
} from './shape.ts';

export const outcome = oneOf(OUTCOMES, 'What it came to; docs/operating.md says what each means');
export const reason = string('Why; docs/operating.md says what each means');

/** The evidence of an instance has more members than these, which may change. */
export const told = open<Told>({
  instanceId: string('The instance'),
  name: optional(string('Its tag Name')),
  outcome,
  reason,
  because: optional(string('In words: why it was passed over')),
  cause: optional(string("The first error's own words")),
  foundState: optional(string('The state in which it was found')),
  awakeSeconds: optional(number('Seconds from its start to its stop')),
  stale: optional(boolean('Longer without a verified patch than the objective allows, before the run')),
  verified: optional(time('When it was last seen to be clean before the run')),
  leftOn: optional(
    object<LeftOn>(
      {
        reason: string<LeftOn['reason']>('Why it was left on; docs/operating.md says what each means'),
        who: string('Who has it'),
      },
      'Why it was not stopped, though it was woken',
    ),
  ),
  changes: optional(
    list(
      object<PackageChange>({
        name: string('The package'),
        from: optional(string('Its version before; absent: it was not installed')),
        to: optional(string('Its version after; absent: it was removed')),
      }),
      'The packages that are other than before',
    ),
  ),
  missing: optional(list(string('The title of a patch'), 'Patches that are still missing')),
  compliance: optional(string<Compliance>('What its patch state proves')),
  commandId: optional(string('The patch command; `wakepatch output` shows what it printed')),
  startedAt: optional(time('When it was started')),
  readyAt: optional(time('When it was ready for a command')),
  sentAt: optional(time('When the patch command was sent')),
  patchedAt: optional(time('When the patch command had ended')),
  stoppingAt: optional(time('When it was told to stop')),
  stoppedAt: optional(time('When it was stopped')),
  now: optional(time('When its record was written')),
});

/** The same holds for a run's. */
export const fleetReport = open<Report>(
  {
    run: string('The folder of its evidence; of instances that were started one by one, the folders'),
    began: optional(time('When the run began')),
    ended: optional(time('When it ended; absent: it is under way, or was ended early')),
    selected: optional(integer('How many instances were selected')),
    planned: optional(integer('How many of them were to be patched')),
    canaries: optional(integer('How many of those went first')),
    problem: optional(string('What ended the run early')),
    totals: object({
      outcomes: record(integer('How many'), 'How many instances came to each outcome') as Shape<
        Report['totals']['outcomes']
      >,
      instanceHours: number('Hours that instances were awake, all together'),
      stale: list(
        string('An instance'),
        'Those that are still longer without a verified patch than the objective allows',
      ),
    }),
    instances: list(told, 'All of the run'),
  },
  'A run of a fleet',
);

export const instanceReport = object<InstanceReport>(
  {
    instanceId: string('The instance'),
    name: string('Its tag Name, or empty'),
    outcome,
    reason: reason as Shape<InstanceReport['reason']>,
    state: string('Its state now'),
    foundState: optional(string('The state in which it was found')),
    executionArn: string('The execution of the workflow'),
    status: string('How the execution ended'),
    error: optional(string('The error that it ended with')),
    cause: optional(string("The error's own words")),
    startedAt: time('When the execution began'),
    awakeSeconds: number('Seconds from the start of the instance to the end of the workflow'),
    commandId: optional(string('The patch command')),
    commandStatus: optional(string('What became of it')),
    baselineId: optional(string('The patch baseline')),
    snapshotId: optional(string("The patch baseline's snapshot")),
    counts: optional(
      object({
        installed: integer('Patches installed'),
        installedOther: integer('Installed, and not in the baseline'),
        missing: integer('Missing'),
        failed: integer('Failed'),
      }),
    ),
    changes: list(string('Such as `Upgraded: openssl:amd64 3.0.15-1 -> 3.0.17-1`'), 'As the command printed them'),
  },
  'What an execution of the pattern came to on its instance',
);

/** What `report --json` prints. */
export type ReportOutput =
  | { readonly kind: 'fleet'; readonly report: Report }
  | { readonly kind: 'pattern'; readonly reports: readonly InstanceReport[] };

export const reportOutput: Shape<ReportOutput> = either([
  object({ kind: oneOf(['fleet'], 'The stack is a fleet'), report: fleetReport }),
  object({
    kind: oneOf(['pattern'], 'The stack is the pattern'),
    reports: list(instanceReport, 'The newest execution first'),
  }),
]);
