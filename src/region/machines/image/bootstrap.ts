import { existsSync, readFileSync } from 'node:fs';
import { runProgram } from '../host-programs.ts';
import type { Recipe } from './recipe.ts';

const customize = readFileSync(new URL('./customize.sh', import.meta.url), 'utf8');

const hostKeyrings = '/etc/apt/trusted.gpg.d';

export interface Bootstrap {
  /** A tar archive. */
  output: string;
  /** Shell scripts that see the new system's root as `$1`, after the common ones. */
  customizeHooks: string[];
}

const options = [
  '--variant=minbase',
  // The package of the same effect as usrmerge, which would bring all of Perl.
  '--include=usr-is-merged',
  '--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr',
  '--skip=cleanup/apt',
  '--format=tar',
];

/** Whatever changes the outcome, beside the recipe: goes into the image's name. */
export const bootstrapSteps = [...options, customize];

const stepForPeople = /^I: ((?:running apt-get|downloading|extracting|installing|creating) .*?)(?:\.\.\.)?$/;

/**
 * Makes a root file system of the recipe's release without its updates.
 * @returns how many security updates are pending in it
 * @throws Error in mmdebstrap's words
 */
export async function bootstrap(
  recipe: Recipe,
  { output, customizeHooks }: Bootstrap,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  const keyrings = existsSync(hostKeyrings) ? [`--setup-hook=sync-in ${hostKeyrings} ${hostKeyrings}`] : [];
  const scripts = [customize, ...customizeHooks];
  const hooks = Object.fromEntries(scripts.map((script, index) => [`WAKEPATCH_HOOK_${index}`, script]));
  const args = [
    ...options,
    `--include=${recipe.packages.join(',')}`,
    ...recipe.aptConfiguration.map((line) => `--aptopt=${line}`),
    '--setup-hook=mkdir -p "$1/etc/apt/trusted.gpg.d"',
    ...keyrings,
    // By name, as mmdebstrap prints what it runs.
    ...Object.keys(hooks).map((name) => `--customize-hook=eval "$${name}"`),
    recipe.codename,
    output,
    ...recipe.releaseSources,
  ];
  let pending = 0;
  const last: string[] = [];
  await runProgram('mmdebstrap', args, {
    signal,
    environment: {
      ...hooks,
      WAKEPATCH_SOURCES: recipe.machineSources.join('\n'),
      WAKEPATCH_APT_CONFIGURATION: recipe.aptConfiguration.join('\n'),
    },
    line(text) {
      if (/^Inst .* Debian-Security:/.test(text)) pending += 1;
      const step = stepForPeople.exec(text)?.[1];
      if (step !== undefined) progress(step);
      if (!text.startsWith('I: ')) last.push(text);
    },
  }).catch((error) => {
    throw new Error(last.slice(-3).join(' | ') || error.message, { cause: error });
  });
  return pending;
}
