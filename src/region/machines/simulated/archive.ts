/**
 * The package archive of the simulated Debian 12: what is on a new machine's disk and what is newer in the archive.
 * Names, sections, priorities and the shape of the versions are Debian's, so that a patch baseline has something to filter.
 */

/** A release of a package, and the part of the archive that it came by; `main` is what a new disk has. */
export interface Release {
  version: string;
  suite: 'main' | 'security' | 'updates';
}

export interface ArchivePackage {
  name: string;
  architecture: 'amd64' | 'all';
  section: string;
  priority: 'required' | 'important' | 'standard' | 'optional';
  /** KiB, as dpkg counts it */
  installedSize: number;
  /** bytes of the package file */
  size: number;
  summary: string;
  /** Oldest first. A new disk has the first one, if that is from main; otherwise the package comes as a dependency. */
  releases: [Release, ...Release[]];
  /** Name of the package, in the same version, that the newest release brings with it. */
  brings?: string;
  /** What `uname -r` says once this package is installed and the machine was booted anew. */
  kernel?: string;
}

/** The Release file's fields of each suite, as apt shows them in parentheses behind a version. */
export const suiteOrigin: Record<Release['suite'], string> = {
  main: 'Debian:12.9/oldstable',
  security: 'Debian-Security:12/oldstable-security',
  updates: 'Debian:12-updates/oldstable-updates',
};

const main = (version: string): Release => ({ version, suite: 'main' });
const security = (version: string): Release => ({ version, suite: 'security' });
const updates = (version: string): Release => ({ version, suite: 'updates' });

type Row = [
  name: string,
  architecture: ArchivePackage['architecture'],
  section: string,
  priority: ArchivePackage['priority'],
  installedSize: number,
  size: number,
  summary: string,
  releases: ArchivePackage['releases'],
  more?: Pick<ArchivePackage, 'brings' | 'kernel'>,
];

// biome-ignore format: a table
const rows: Row[] = [
  ['apt', 'amd64', 'admin', 'required', 4232, 1373116, 'commandline package manager', [main('2.6.1')]],
  ['base-files', 'all', 'admin', 'required', 341, 70936, 'Debian base system miscellaneous files', [main('12.4+deb12u9')]],
  ['bash', 'amd64', 'shells', 'required', 7164, 1490652, 'GNU Bourne Again SHell', [main('5.2.15-2+b7')]],
  ['ca-certificates', 'all', 'misc', 'standard', 388, 160948, 'Common CA certificates', [main('20230311'), updates('20230311+deb12u1')]],
  ['coreutils', 'amd64', 'utils', 'required', 18062, 2948216, 'GNU core utilities', [main('9.1-1')]],
  ['curl', 'amd64', 'web', 'optional', 489, 315764, 'command line tool for transferring data with URL syntax', [main('7.88.1-10+deb12u8'), security('7.88.1-10+deb12u12')]],
  ['dash', 'amd64', 'shells', 'required', 191, 97444, 'POSIX-compliant shell', [main('0.5.12-2')]],
  ['dpkg', 'amd64', 'admin', 'required', 6475, 1568668, 'Debian package management system', [main('1.21.22')]],
  ['libc6', 'amd64', 'libs', 'optional', 13001, 2759320, 'GNU C Library: Shared libraries', [main('2.36-9+deb12u9'), security('2.36-9+deb12u10')]],
  ['libcurl4', 'amd64', 'libs', 'optional', 841, 390428, 'easy-to-use client-side URL transfer library (OpenSSL flavour)', [main('7.88.1-10+deb12u8'), security('7.88.1-10+deb12u12')]],
  ['libexpat1', 'amd64', 'libs', 'optional', 414, 107940, 'XML parsing C library - runtime library', [main('2.5.0-1+deb12u1'), security('2.5.0-1+deb12u2')]],
  ['liblzma5', 'amd64', 'libs', 'optional', 333, 205796, 'XZ-format compression library', [main('5.4.1-0.2'), security('5.4.1-1')]],
  ['libssl3', 'amd64', 'libs', 'optional', 6011, 2033472, 'Secure Sockets Layer toolkit - shared libraries', [main('3.0.15-1~deb12u1'), security('3.0.17-1~deb12u2')]],
  ['linux-image-amd64', 'amd64', 'kernel', 'optional', 13, 1480, 'Linux for 64-bit PCs (meta-package)', [main('6.1.123-1'), security('6.1.140-1')], { brings: 'linux-image-6.1.0-37-amd64' }],
  ['linux-image-6.1.0-29-amd64', 'amd64', 'kernel', 'optional', 405240, 68818708, 'Linux 6.1 for 64-bit PCs (signed)', [main('6.1.123-1')], { kernel: '6.1.0-29-amd64' }],
  ['linux-image-6.1.0-37-amd64', 'amd64', 'kernel', 'optional', 405884, 68928652, 'Linux 6.1 for 64-bit PCs (signed)', [security('6.1.140-1')], { kernel: '6.1.0-37-amd64' }],
  ['openssl', 'amd64', 'utils', 'optional', 2315, 1441784, 'Secure Sockets Layer toolkit - cryptographic utility', [main('3.0.15-1~deb12u1'), security('3.0.17-1~deb12u2')]],
  ['perl-base', 'amd64', 'perl', 'required', 7643, 1609596, 'minimal Perl system', [main('5.36.0-7+deb12u1'), security('5.36.0-7+deb12u2')]],
  ['systemd', 'amd64', 'admin', 'important', 9668, 3043940, 'system and service manager', [main('252.33-1~deb12u1'), security('252.38-1~deb12u1')]],
  ['tzdata', 'all', 'localization', 'required', 2571, 307832, 'time zone and daylight-saving time data', [main('2024a-0+deb12u1'), updates('2025b-0+deb12u1')]],
];

export const archive: ReadonlyMap<string, ArchivePackage> = new Map(
  rows.map(([name, architecture, section, priority, installedSize, size, summary, releases, more]) => [
    name,
    { name, architecture, section, priority, installedSize, size, summary, releases, ...more },
  ]),
);

/** What a new disk has: package name -> version. */
export const newDiskPackages: Readonly<Record<string, string>> = Object.fromEntries(
  rows
    .map((row) => [row[0], row[7][0]] as const)
    .flatMap(([name, r]) => (r.suite === 'main' ? [[name, r.version]] : [])),
);

/** The newest release there is of a package. */
export const newest = (entry: ArchivePackage): Release => entry.releases[entry.releases.length - 1]!;
