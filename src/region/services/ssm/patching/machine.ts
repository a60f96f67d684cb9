/** Patch Manager's dealings with a machine: the programs, with the patience that apt's locks ask for. */
import type { CommandResult } from '../../../machines/driver.ts';
import type { PluginRun } from '../commands/plugin.ts';
import { type Baseline, judge } from './baseline.ts';
import { aptName, parseSurvey, patchName, type Survey, type Upgrade } from './packages.ts';
import * as programs from './programs.ts';
import { productOf } from './states.ts';

/** Milliseconds between two tries while another process has a lock. */
const lockPause = 10_000;

/**
 * Runs a program of apt's. While another process has a lock it is tried again, until the command's time is over; what
 * an earlier run has left half done is finished first, once.
 */
export async function apt(run: PluginRun, name: string, argv: readonly string[]): Promise<CommandResult> {
  let repaired = false;
  for (let attempt = 0; ; attempt++) {
    const result = await run.exec(`${name}.${attempt}`, argv, programs.environment);
    if (result.exitCode === 0) return result;
    if (programs.isLocked(result.stderr)) {
      run.print(`Waiting for another process: ${result.stderr}`);
      await run.pause(lockPause);
    } else if (programs.isInterrupted(result.stderr) && !repaired) {
      repaired = true;
      const repair = await run.exec(`repair.${attempt}`, programs.configurePending, programs.environment);
      run.print(`Finishing what was left half done:\n${repair.stdout}${repair.stderr}`);
    } else return result;
  }
}

/** The upgrades that the baseline approves, of packages that are installed. What they depend on comes with them. */
export async function chooseUpgrades(run: PluginRun, baseline: Baseline, survey: Survey): Promise<Upgrade[]> {
  const approved = survey.upgrades.filter((upgrade) => {
    const installed = survey.installed.find((each) => patchName(each) === patchName(upgrade));
    return (
      installed !== undefined &&
      judge(baseline, { ...installed, security: upgrade.security, product: productOf(survey) }).approved
    );
  });
  if (baseline.RejectedPatchesAction !== 'BLOCK' || baseline.RejectedPatches.length === 0) return approved;

  // BLOCK: "packages in the list, and packages that include them as dependencies, aren't installed under any circumstances".
  const chosen: Upgrade[] = [];
  for (const [index, upgrade] of approved.entries()) {
    const plan = await apt(run, `simulate.${index}`, programs.simulateInstall([versionOf(upgrade, survey)]));
    const brings = parseSurvey(plan.stdout).upgrades;
    if (plan.exitCode === 0 && !brings.some(({ name }) => baseline.RejectedPatches.includes(name)))
      chosen.push(upgrade);
  }
  return chosen;
}

/** `openssl=3.0.17-1~deb12u2` */
export const versionOf = (upgrade: Upgrade, { installed }: Survey): string =>
  `${aptName(upgrade, installed)}=${upgrade.to}`;
