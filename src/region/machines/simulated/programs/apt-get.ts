import { archive, newest, suiteOrigin } from '../archive.ts';
import { behaviourOf, type Disk, installedPackages, lockedFor, upgradable } from '../disk.ts';
import { lockHolder } from './files.ts';
import { failed, type Program, printed } from './program.ts';

interface Change {
  name: string;
  /** undefined: not installed so far */
  from: string | undefined;
  to: string;
}

/** What the command line comes to: the changes, or the error that apt-get ends with. */
type Plan = { changes: Change[]; notes: string[] } | { error: string };

const preamble = ['Reading package lists...', 'Building dependency tree...', 'Reading state information...'];
const simulateFlags = new Set(['-s', '--simulate', '--dry-run', '--just-print', '--no-act']);
const ignorableFlags = new Set(['-y', '--yes', '--assume-yes', '-q', '-qq', '--quiet', '--no-install-recommends']);

const operations: Record<string, (disk: Disk, names: string[], onlyUpgrade: boolean) => Plan> = {
  upgrade: (disk) => ({
    changes: planned(disk, upgrades(disk)).filter((c) => !keptBack(c.name)),
    notes: ['Calculating upgrade...'],
  }),
  'dist-upgrade': (disk) => ({ changes: planned(disk, upgrades(disk)), notes: ['Calculating upgrade...'] }),
  'full-upgrade': (disk) => ({ changes: planned(disk, upgrades(disk)), notes: ['Calculating upgrade...'] }),
  install,
};

/** apt-get(8): update, upgrade, dist-upgrade, full-upgrade, install, clean; `-s`, `-y`, `-q`, `-o`, `--only-upgrade`. */
export const aptGet: Program = ({ arguments: args, disk, durations, now }) => {
  const behaviour = behaviourOf(disk);
  const answer = (milliseconds: number, finish: () => ReturnType<typeof printed>) => ({ milliseconds, finish });
  const line = readCommandLine(args);
  if ('error' in line) return answer(durations.program, () => failed(100, line.error));

  if (line.operation === 'clean') return answer(durations.program, () => printed([]));
  if (line.operation === 'update') {
    if (behaviour.noNetwork)
      return answer(durations.fetchLists, () => failed(line.strictUpdate ? 100 : 0, unreachable(line.strictUpdate)));
    return answer(durations.fetchLists, () => {
      disk.listsFetched = true;
      return printed(['Hit:1 simulated bookworm InRelease', 'Reading package lists...']);
    });
  }

  const plan = operations[line.operation]!(disk, line.names, line.onlyUpgrade);
  if ('error' in plan) return answer(durations.program, () => failed(100, plan.error, `${preamble.join('\n')}\n`));
  const report = [...preamble, ...plan.notes, ...summary(disk, plan.changes)];
  if (line.simulate) return answer(durations.program, () => printed([...report, ...simulated(plan.changes)]));
  if (plan.changes.length > 0 && behaviour.diskFull)
    return answer(durations.program, () => failed(100, noRoom, `${report.join('\n')}\n`));
  if (plan.changes.length > 0 && behaviour.noNetwork)
    return answer(durations.fetchLists, () => failed(100, unreachable(true), `${report.join('\n')}\n`));
  const locked = lockedFor(disk, now);
  if (locked > line.lockTimeout * 1000) return answer(line.lockTimeout * 1000, () => failed(100, lockHeld));
  const { patchSeconds = (plan.changes.length * durations.installPackage) / 1000 } = behaviour;
  const working = plan.changes.length === 0 ? 0 : patchSeconds * 1000;
  const milliseconds = behaviour.patchHangs ? Number.POSITIVE_INFINITY : durations.program + locked + working;
  const finish = () => {
    for (const { name, to } of plan.changes) {
      disk.changedPackages[name] = to;
      if (archive.get(name)!.kernel !== undefined) disk.rebootRequiredBy.push(name);
    }
    return printed([...report, ...unpacked(plan.changes)]);
  };
  return { milliseconds, finish, installs: plan.changes.length > 0 };
};

const noRoom = "E: You don't have enough free space in /var/cache/apt/archives/.";

const lockHeld = `E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process ${lockHolder.pid} (${lockHolder.name})
E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?`;

/** What apt says when its archive does not answer. @param error whether that is more than a warning */
function unreachable(error: boolean): string {
  const why = 'http://mirror.example/debian/dists/bookworm/InRelease  Temporary failure resolving';
  const rest = 'Some index files failed to download. They have been ignored, or old ones used instead.';
  return error
    ? `E: Failed to fetch ${why} 'mirror.example'\nE: ${rest}`
    : `W: Failed to fetch ${why} 'mirror.example'\nW: ${rest}`;
}

function readCommandLine(args: string[]) {
  const line = {
    operation: '',
    names: [] as string[],
    simulate: false,
    onlyUpgrade: false,
    /** seconds; apt's own default is not to wait */
    lockTimeout: 0,
    /** a list that cannot be fetched is an error */
    strictUpdate: false,
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (simulateFlags.has(arg)) line.simulate = true;
    else if (arg === '--only-upgrade') line.onlyUpgrade = true;
    else if (arg === '-o') configure(line, args[++i] ?? '');
    else if (ignorableFlags.has(arg)) continue;
    else if (arg.startsWith('-')) {
      return { error: `E: Command line option ${arg} is not understood in combination with the other options` };
    } else if (line.operation === '') line.operation = arg;
    else line.names.push(arg);
  }
  if (!(line.operation in operations) && line.operation !== 'update' && line.operation !== 'clean') {
    return { error: `E: Invalid operation ${line.operation}` };
  }
  return line;
}

/** The configuration of the real apt: of all there is, this changes the outcome here. */
function configure(line: { lockTimeout: number; strictUpdate: boolean }, option: string): void {
  const [name, value = ''] = option.split('=');
  if (name === 'DPkg::Lock::Timeout') line.lockTimeout = Number(value);
  if (name === 'APT::Update::Error-Mode') line.strictUpdate = value === 'any';
}

const upgrades = (disk: Disk): Change[] => upgradable(disk);

/** `upgrade`, unlike `dist-upgrade`, installs nothing that was not there. */
const keptBack = (name: string) => archive.get(name)!.brings !== undefined || archive.get(name)!.kernel !== undefined;

/** The changes with the packages that they bring, each before the one that needs it. */
function planned(disk: Disk, changes: Change[]): Change[] {
  const installed = installedPackages(disk);
  return changes.flatMap((change) => {
    const dependency = archive.get(change.name)!.brings;
    if (dependency === undefined || installed.has(dependency)) return [change];
    return [{ name: dependency, from: undefined, to: change.to }, change];
  });
}

function install(disk: Disk, names: string[], onlyUpgrade: boolean): Plan {
  const installed = installedPackages(disk);
  const changes: Change[] = [];
  const notes: string[] = [];
  for (const wanted of names) {
    const [name = '', version] = wanted.split('=');
    const entry = archive.get(name);
    if (entry === undefined) return { error: `E: Unable to locate package ${name}` };
    const from = installed.get(name);
    const known = disk.listsFetched
      ? entry.releases.map((release) => release.version)
      : from === undefined
        ? []
        : [from];
    const to = version ?? known.at(-1);
    if (to === undefined) return { error: `E: Package '${name}' has no installation candidate` };
    if (!known.includes(to)) return { error: `E: Version '${to}' for '${name}' was not found` };
    if (from === undefined && onlyUpgrade) {
      notes.push(`Skipping ${name}, it is not installed and only upgrades are requested.`);
    } else if (from === to) {
      notes.push(`${name} is already the newest version (${to}).`);
    } else if (from !== undefined && known.indexOf(to) < known.indexOf(from)) {
      return { error: 'E: Packages were downgraded and -y was used without --allow-downgrades.' };
    } else changes.push({ name, from, to });
  }
  return { changes: planned(disk, changes), notes };
}

function summary(disk: Disk, changes: Change[]): string[] {
  const names = (title: string, some: Change[]) =>
    some.length === 0 ? [] : [title, `  ${some.map((change) => change.name).join(' ')}`];
  const added = changes.filter((change) => change.from === undefined);
  const upgraded = changes.filter((change) => change.from !== undefined);
  const left = upgradable(disk).filter(({ name }) => !upgraded.some((change) => change.name === name)).length;
  return [
    ...names('The following NEW packages will be installed:', added),
    ...names('The following packages will be upgraded:', upgraded),
    `${upgraded.length} upgraded, ${added.length} newly installed, 0 to remove and ${left} not upgraded.`,
  ];
}

/** `apt-get -s` prints an Inst and a Conf line for each package. */
function simulated(changes: Change[]): string[] {
  const target = ({ name, to }: Change) => {
    const entry = archive.get(name)!;
    const { suite } = entry.releases.find((release) => release.version === to) ?? newest(entry);
    return `(${to} ${suiteOrigin[suite]} [${entry.architecture}])`;
  };
  return [
    ...changes.map((c) => `Inst ${c.name} ${c.from === undefined ? '' : `[${c.from}] `}${target(c)}`),
    ...changes.map((c) => `Conf ${c.name} ${target(c)}`),
  ];
}

const unpacked = (changes: Change[]): string[] => [
  ...changes.map((c) => `Unpacking ${c.name} (${c.to}) ${c.from === undefined ? '' : `over (${c.from}) `}...`),
  ...changes.map((c) => `Setting up ${c.name} (${c.to}) ...`),
];
