/**
 * What Patch Manager runs on a Debian machine. A round trip to a machine costs more than a program there, so what needs
 * no decision in between goes in one script.
 */
import { dpkgFormat } from './packages.ts';

/** Programs that speak English and ask nothing. */
export const environment = { LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

/** apt waits that long itself for the lock of dpkg, which unattended upgrades may hold for minutes after a boot. */
const lockTimeout = ['-o', 'DPkg::Lock::Timeout=600'];

/** What apt prints when another process has a lock that it does not wait for, such as that of the package lists. */
export const isLocked = (stderr: string): boolean => /Could not get lock|Unable to (acquire|lock)/.test(stderr);

/** What apt prints when an earlier run was cut off in the middle of a package. */
export const isInterrupted = (stderr: string): boolean => stderr.includes("'dpkg --configure -a'");

/** Finishes what an earlier run has left half done. */
export const configurePending = ['dpkg', '--configure', '-a', '--force-confdef', '--force-confold'];

const listInstalled = `dpkg-query -W -f='${dpkgFormat}'`;

/**
 * Fetches the package lists, and says what could be upgraded and what is installed. A list that cannot be fetched is an
 * error here: apt itself would warn, go on with the old lists, and report a machine as patched that nobody can know of.
 */
export const survey = [
  'sh',
  '-ec',
  [
    `apt-get -q ${lockTimeout.join(' ')} -o APT::Update::Error-Mode=any update`,
    'apt-get -s dist-upgrade',
    listInstalled,
    'cat /etc/os-release',
  ].join('\n'),
];

/** What is installed now, and where each version comes from. @param names as apt has them */
export const inspect = (names: readonly string[]): string[] => [
  'sh',
  '-ec',
  `${listInstalled}\napt-cache policy ${names.join(' ')}`,
];

/**
 * Installs exactly these versions. Configuration files that the administrator has changed stay, nothing is removed, and
 * a package that was installed automatically goes on being so.
 * @param versions `openssl=3.0.17-1~deb12u2`
 */
export const install = (versions: readonly string[]): string[] => [
  'apt-get',
  '-y',
  '-q',
  ...installOptions,
  'install',
  ...versions,
];

/** What `install` would do, as lines that the survey's parser reads. */
export const simulateInstall = (versions: readonly string[]): string[] => [
  'apt-get',
  '-s',
  ...installOptions,
  'install',
  ...versions,
];

const installOptions = [
  ...lockTimeout,
  ...['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'],
  ...['-o', 'APT::Get::Remove=false', '-o', 'APT::Get::Mark-Auto=true'],
];
