import { archive, newest, suiteOrigin } from '../archive.ts';
import { type Disk, installedPackages, upgradable } from '../disk.ts';
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
export const aptGet: Program = ({ arguments: args, disk, durations }) => {
  const answer = (milliseconds: number, finish: () => ReturnType<typeof printed>) => ({ milliseconds, finish });
  const line = readCommandLine(args);
  if ('error' in line) return answer(durations.program, () => failed(100, line.error));

  if (line.operation === 'clean') return answer(durations.program, () => printed([]));
  if (line.operation === 'update') {
    return answer(durations.fetchLists, () => {
      disk.listsFetched = true;
      return printed(['Hit:1 simulated bookworm InRelease', 'Reading package lists...']);
    });
  }

  const plan = operations[line.operation]!(disk, line.names, line.onlyUpgrade);
  if ('error' in plan) return answer(durations.program, () => failed(100, plan.error, `${preamble.join('\n')}\n`));
  const report = [...preamble, ...plan.notes, ...summary(disk, plan.changes)];
  if (line.simulate) return answer(durations.program, () => printed([...report, ...simulated(plan.changes)]));
  return answer(durations.program + plan.changes.length * durations.installPackage, () => {
    for (const { name, to } of plan.changes) {
      disk.changedPackages[name] = to;
      if (archive.get(name)!.kernel !== undefined) disk.rebootRequiredBy.push(name);
    }
    return printed([...report, ...unpacked(plan.changes)]);
  });
};

function readCommandLine(args: string[]) {
  const line = { operation: '', names: [] as string[], simulate: false, onlyUpgrade: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (simulateFlags.has(arg)) line.simulate = true;
    else if (arg === '--only-upgrade') line.onlyUpgrade = true;
    else if (arg === '-o')
      i += 1; // configuration of the real apt: there is none here that would change the outcome
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
