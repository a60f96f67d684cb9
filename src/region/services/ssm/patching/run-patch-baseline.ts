/**
 * The step PatchLinux of AWS-RunPatchBaseline on Debian: survey, plan, install, reboot, look again, report. Each look at
 * the machine is one round trip; what is reported was read from the machine after the last change.
 */
import type { CommandResult } from '../../../machines/driver.ts';
import type { Commit } from '../../../service.ts';
import type { Plugin, PluginRun } from '../commands/plugin.ts';
import { systemsManager } from '../fleet.ts';
import { apt, chooseUpgrades, versionOf } from './machine.ts';
import { beginOperation } from './operation.ts';
import { aptName, parsePolicies, parseSurvey, patchName, type Survey, type Upgrade } from './packages.ts';
import * as programs from './programs.ts';
import { findPatchState, patchesOfInstance, type StoredOperation, savePatchState } from './rows.ts';
import { countsOf, patchesOf, productOf } from './states.ts';
import { changeLines, changesOf, summaryText } from './summary.ts';

export const runPatchBaseline: Plugin = async (run) => {
  const stored = run.outside.transaction(systemsManager, (context) => beginOperation(context, run));
  const { operation, baseline } = stored;
  run.print(
    `${operation.operation} with ${baseline.Name} (${baseline.BaselineId}), snapshot id ${operation.snapshotId}\n`,
  );

  const looked = await apt(run, 'survey', programs.survey);
  if (looked.exitCode !== 0) return failed(run, looked);
  const survey = parseSurvey(looked.stdout);
  if (survey.system !== 'debian')
    return failed(run, {
      exitCode: 1,
      stdout: '',
      stderr: `Patch Manager of the Region patches Debian, not ${survey.system}.\n`,
    });

  const pending = pendingReboot(run, await run.outside.machines.bootId(run.instanceId));
  const chosen = operation.operation === 'Install' ? await chooseUpgrades(run, baseline, survey) : [];
  const installed =
    chosen.length > 0
      ? await apt(run, 'install', programs.install(chosen.map((each) => versionOf(each, survey))))
      : undefined;

  // "The managed node is rebooted if Patch Manager installed one or more patches, or detects patches that are pending a
  // reboot" (AWS-RunPatchBaseline, "Parameter name: RebootOption"): whether they need it is not asked.
  const reboot =
    operation.operation === 'Install' &&
    operation.rebootOption === 'RebootIfNeeded' &&
    (installed === undefined ? pending.size > 0 : installed.exitCode === 0);
  if (reboot) await run.reboot('patch');

  const names = [...new Set([...survey.installed, ...survey.upgrades].map((each) => aptName(each, survey.installed)))];
  const after = await apt(run, 'inspect', programs.inspect(names));
  if (after.exitCode !== 0) return failed(run, after);
  const commit = await report(run, stored, survey, chosen, after.stdout, reboot ? undefined : pending);
  if (installed === undefined) return { responseCode: 0, commit };
  run.print(`\n${installed.stdout}`);
  run.print(installed.stderr, 'stderr');
  return { responseCode: installed.exitCode, commit };
};

/** The machine's own words are the reason. */
function failed(run: PluginRun, { exitCode, stdout, stderr }: CommandResult): { responseCode: number } {
  run.print(stdout);
  run.print(stderr, 'stderr');
  return { responseCode: exitCode };
}

/** What earlier operations have installed in this boot of the machine. */
function pendingReboot(run: PluginRun, bootId: string | undefined): ReadonlySet<string> {
  return run.outside.transaction(systemsManager, ({ db }) => {
    if (findPatchState(db, run.instanceId)?.bootId !== bootId) return new Set();
    const patches = patchesOfInstance(db, run.instanceId);
    return new Set(patches.filter(({ state }) => state === 'InstalledPendingReboot').map(({ kbId }) => kbId));
  });
}

/**
 * Prints what has changed and what it comes to; returns how to write it.
 * @param inspected what the machine has answered after the last change
 * @param pending what had waited for a reboot before, undefined when there was one just now
 */
async function report(
  run: PluginRun,
  { operation, baseline }: StoredOperation,
  survey: Survey,
  attempted: readonly Upgrade[],
  inspected: string,
  pending: ReadonlySet<string> | undefined,
) {
  const { clock, machines } = run.outside;
  const { instanceId } = run;
  const bootId = (await machines.bootId(instanceId)) ?? '';
  const endedAt = clock.now();
  const { installed: packages } = parseSurvey(inspected);
  const changes = changesOf(survey.installed, packages);
  const patches = patchesOf({
    baseline,
    product: productOf(survey),
    packages,
    policies: parsePolicies(inspected),
    attempted: new Set(attempted.map(patchName)),
    pendingReboot: pending === undefined ? new Set() : new Set([...pending, ...changes.map(patchName)]),
  });
  const counts = countsOf(patches, baseline.ApprovedPatches);
  for (const line of changeLines(changes)) run.print(`${line}\n`);
  run.print(`\n${summaryText(instanceId, operation, counts, patches, endedAt)}`);
  const noReboot = operation.operation === 'Install' && operation.rebootOption === 'NoReboot';
  const commit: Commit = ({ db }) => {
    const lastNoRebootInstallAt = noReboot ? endedAt : (findPatchState(db, instanceId)?.lastNoRebootInstallAt ?? null);
    savePatchState(db, { instanceId, operation, counts, endedAt, lastNoRebootInstallAt, bootId }, patches);
  };
  return commit;
}
