import type { PackageChange } from '../../maintenance/rules/machine-check.ts';
import { parseMachineCheck } from '../../maintenance/rules/machine-check.ts';
import { findCommand, type Output, type Step, stepsOf } from '../../operator/commands/invocations.ts';
import { type PatchResult, patchResult } from '../../operator/commands/patch-result.ts';
import { patchSummaryIn } from '../../operator/commands/patch-summary.ts';
import { changesPrinted } from '../../operator/fleet/package-changes.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import type { View } from '../view.ts';
import { type Clipped, clipped } from './text.ts';

export interface ShownOutput extends Omit<Output, 'text'>, Clipped {}

export interface ShownStep extends Omit<Step, 'stdout' | 'stderr'> {
  readonly stdout: ShownOutput;
  readonly stderr: ShownOutput;
}

/** What the check of a machine told, which a fleet's run makes before and after it patches. */
export interface ToldCheck {
  readonly bootId?: string;
  readonly users: readonly string[];
  readonly rebootPending: boolean;
  /** undefined when the list was cut off */
  readonly packages?: number;
}

export interface CommandMachineAnswer {
  readonly steps: readonly ShownStep[];
  /** packages, as the output tells of them */
  readonly changes: readonly PackageChange[];
  /** the patch summary, as it was printed */
  readonly summary: readonly { readonly name: string; readonly value: string }[];
  /** Patch Manager's record, while no later operation has overwritten it */
  readonly result?: PatchResult;
  readonly check?: ToldCheck;
}

/** A command on one of its machines: the output of its steps, and what it came to. */
export const commandMachine: View<{ id: string; instance: string }, CommandMachineAnswer> = {
  params: ['id', 'instance'],
  async read({ clients }, { id, instance }) {
    const [found, steps] = await Promise.all([findCommand(clients, id), stepsOf(clients, id, instance)]);
    const output = steps.map(({ stdout }) => stdout.text).join('\n');
    const isPatch = /RunPatchBaseline/.test(found.DocumentName ?? '');
    const last = steps.reduce((newest, { ended = '' }) => (ended > newest ? ended : newest), '');
    return {
      steps: steps.map((step) => ({ ...step, stdout: shown(step.stdout), stderr: shown(step.stderr) })),
      changes: changesPrinted(output.split(/\r?\n/)),
      summary: patchSummaryIn(output),
      result:
        isPatch && found.RequestedDateTime
          ? await patchResult(clients, instance, found.RequestedDateTime, last ? new Date(last) : await timeAt(clients))
          : undefined,
      check: checkIn(output),
    };
  },
};

function shown({ text, ...output }: Output): ShownOutput {
  return { ...output, ...clipped(text) };
}

/** Only the check of a machine begins with the boot's id, and goes on with users and packages. */
function checkIn(output: string): ToldCheck | undefined {
  if (!/^boot \S+\n(reboot\n)?users\n/.test(output)) return undefined;
  const { packages, ...check } = parseMachineCheck(output);
  return { ...check, packages: packages && Object.keys(packages).length };
}
