import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findProgram, runProgram } from '../host-programs.ts';

/** From what a Debian root file system is made: the packages' sources are this machine's own, whatever mirror that is. */
export interface Recipe {
  codename: string;
  /** The release without any update: what the image is built from. One-line entries as in sources.list(5). */
  releaseSources: string[];
  /** The release with all its updates: what the machine asks for updates. */
  machineSources: string[];
  /** apt.conf(5) lines that the machine needs to reach the mirror as this one does. */
  aptConfiguration: string[];
  /** Debian packages beside the minimal system. */
  packages: string[];
}

/** What apt's configuration says about how to reach a mirror and what to make of it. */
const passedOnConfiguration = /^Acquire::(Check-Date|Check-Valid-Until|ForceIPv[46]|Retries|(https?|ftp)::.+) ".+";$/;

/** What this machine says about itself. */
export interface HostFacts {
  /** /etc/os-release */
  osRelease: string;
  /** Of `apt-get indextargets`: "URI SUITE COMPONENT" lines. */
  targets: string;
  /** `apt-config dump Acquire` */
  configuration: string;
}

/** Whether an image can be built here at all. */
export function canBootstrap(): boolean {
  return findProgram('mmdebstrap') !== undefined && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @throws Error when this is no machine with apt */
export async function hostFacts(): Promise<HostFacts> {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  return {
    osRelease: readFileSync('/etc/os-release', 'utf8'),
    targets: await runProgram('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']),
    configuration: await runProgram('apt-config', ['dump', 'Acquire']),
  };
}

/**
 * The recipe for a Debian of a machine's release, from its own apt sources.
 * @throws Error in words: that machine is not a Debian, or it has no source for security updates
 */
export function recipeFrom({ osRelease, targets, configuration }: HostFacts, packages: string[]): Recipe {
  const codename = /^VERSION_CODENAME=(\w+)$/m.exec(osRelease)?.[1];
  if (!/^ID=debian$/m.test(osRelease) || codename === undefined) {
    throw new Error('this machine is not a Debian release, whose package sources an image could be built from');
  }
  const sources = [...new Set(targets.split('\n'))].flatMap((line) => {
    const [uri = '', suite = '', component] = line.split(' ');
    return component === 'main' && /^https?:/.test(uri) ? [{ suite, entry: `deb ${uri} ${suite} main` }] : [];
  });
  const entries = (...suites: string[]) =>
    sources.flatMap(({ suite, entry }) => (suites.includes(suite) ? [entry] : []));
  if (entries(codename).length === 0) throw new Error(`apt's sources on this machine do not have ${codename} main`);
  if (entries(`${codename}-security`).length === 0) {
    throw new Error(`apt's sources on this machine have no ${codename}-security, so no update would ever be pending`);
  }
  const certificates = sources.some(({ entry }) => entry.startsWith('deb https:')) ? ['ca-certificates'] : [];
  return {
    codename,
    releaseSources: entries(codename),
    machineSources: entries(codename, `${codename}-updates`, `${codename}-security`),
    aptConfiguration: configuration.split('\n').filter((line) => passedOnConfiguration.test(line)),
    packages: [...packages, ...certificates].sort(),
  };
}

/** The same recipe has the same name; another one, or other steps of building, another. */
export function recipeName(recipe: Recipe, steps: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([recipe, steps]))
    .digest('hex');
  return `${recipe.codename}-${hash.slice(0, 12)}`;
}
