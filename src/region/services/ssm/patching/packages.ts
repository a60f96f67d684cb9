/** What Debian's package tools print, as data. Nothing here runs anything. */

/** The machine's survey: what it is, what is installed, what could be upgraded. */
export interface Survey {
  /** ID of os-release(5), e.g. `debian` */
  readonly system: string;
  /** VERSION_ID of os-release(5), e.g. `12` */
  readonly systemVersion: string;
  readonly installed: readonly InstalledPackage[];
  readonly upgrades: readonly Upgrade[];
}

export interface InstalledPackage {
  readonly name: string;
  /** e.g. `amd64`, `all` */
  readonly architecture: string;
  readonly version: string;
  /** e.g. `required` */
  readonly priority: string;
  /** e.g. `utils` */
  readonly section: string;
  /** milliseconds since epoch: when it was last installed or changed; undefined where dpkg does not say */
  readonly changedAt: number | undefined;
}

/** What `dist-upgrade` would do with a package. */
export interface Upgrade {
  readonly name: string;
  readonly architecture: string;
  /** undefined when it is not installed so far */
  readonly from: string | undefined;
  readonly to: string;
  /** the new version is in Debian's security archive */
  readonly security: boolean;
}

/** What apt knows of a package's versions. */
export interface Policy {
  readonly candidate: string | undefined;
  /** version -> the suites that have it, e.g. `bookworm-security/main` */
  readonly suites: ReadonlyMap<string, readonly string[]>;
}

/** `openssl.amd64`, as Patch Manager names a patch on Linux (its KBId). */
export const patchName = ({ name, architecture }: Pick<InstalledPackage, 'name' | 'architecture'>): string =>
  `${name}.${architecture}`;

/** What dpkg-query is asked for: a line a package, recognisable among the lines of other programs. */
export const dpkgFormat =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own
  'package\\t${db:Status-Abbrev}\\t${Package}\\t${Architecture}\\t${Version}\\t${Priority}\\t${Section}\\t${db-fsys:Last-Modified}\\n';

const dpkgLine =
  /^package\t(?<status>[^\t]*)\t(?<name>[^\t]*)\t(?<architecture>[^\t]*)\t(?<version>[^\t]*)\t(?<priority>[^\t]*)\t(?<section>[^\t]*)\t(?<changed>.*)$/;
// Inst openssl [3.0.15-1] (3.0.17-1 Debian:12.11/stable, Debian-Security:12/stable-security [amd64]) []
const instLine =
  /^Inst (?<name>[^ :]+)(?::[^ ]+)? (?:\[(?<from>[^\]]+)\] )?\((?<to>[^ ]+) (?<origins>.*)\[(?<architecture>[^\]]+)\]\)/;
const releaseLine = /^(?<key>ID|VERSION_ID)="?(?<value>[^"]*)"?$/;

/** @param output of os-release(5), `apt-get -s dist-upgrade` and dpkg-query(1) in the format above, in any order */
export function parseSurvey(output: string): Survey {
  const lines = output.split('\n');
  const all = (pattern: RegExp): Record<string, string | undefined>[] =>
    lines.flatMap((line) => {
      const groups = pattern.exec(line)?.groups;
      return groups === undefined ? [] : [groups];
    });
  const release = Object.fromEntries(all(releaseLine).map(({ key, value }) => [key!, value]));
  return {
    system: release.ID ?? '',
    systemVersion: release.VERSION_ID ?? '',
    installed: all(dpkgLine)
      // The second letter is the state that the package is in: i for installed, whatever is wanted of it.
      .filter(({ status }) => status!.charAt(1) === 'i')
      .map(({ name, architecture, version, priority, section, changed }) => ({
        name: name!,
        architecture: architecture!,
        version: version!,
        priority: priority!,
        section: section!,
        changedAt: changed === '' ? undefined : Number(changed) * 1000,
      })),
    upgrades: all(instLine).map(({ name, architecture, from, to, origins }) => ({
      name: name!,
      architecture: architecture!,
      from,
      to: to!,
      security: /Debian-Security:|-security[, ]/.test(origins!),
    })),
  };
}

/**
 * @param output of `apt-cache policy NAME...`
 * @returns by the name that apt prints, which has the architecture behind a colon where it is not the machine's own
 */
export function parsePolicies(output: string): Map<string, Policy> {
  const paragraphs = output.split(/^(?=\S+:$)/m).filter((paragraph) => /^\S+:$/m.test(paragraph));
  return new Map(paragraphs.map((paragraph) => [paragraph.slice(0, paragraph.indexOf(':\n')), parsePolicy(paragraph)]));
}

function parsePolicy(paragraph: string): Policy {
  const candidate = /^ {2}Candidate: (?!\(none\))(.+)$/m.exec(paragraph)?.[1];
  const suites = new Map<string, string[]>();
  let version = '';
  for (const line of paragraph.split('\n')) {
    // A version, below which stand the lists that have it: `        500 http://mirror.example/debian bookworm/main amd64 Packages`
    const listed = /^ (?:\*\*\*| {3}) (\S+) -?\d+$/.exec(line)?.[1];
    const suite = /^ {8} *-?\d+ \S+ (\S+)(?: \S+)? Packages$/.exec(line)?.[1];
    if (listed !== undefined) {
      version = listed;
      suites.set(version, []);
    }
    if (suite !== undefined) suites.get(version)?.push(suite);
  }
  return { candidate, suites };
}

/** Whether a version comes from Debian's security archive: `bookworm-security/main`, until Debian 10 `buster/updates/main`. */
export const isSecurity = ({ suites }: Policy, version: string): boolean =>
  (suites.get(version) ?? []).some((suite) => /-security\/|\/updates\//.test(`${suite}/`));

/** Names packages to apt: with the architecture only where it is not the machine's own, which is dpkg's. */
export function aptName(
  { name, architecture }: Pick<InstalledPackage, 'name' | 'architecture'>,
  installed: readonly InstalledPackage[],
): string {
  const own = installed.find((each) => each.name === 'dpkg')?.architecture;
  return architecture === 'all' || own === undefined || architecture === own ? name : `${name}:${architecture}`;
}
