import { type ArchivePackage, archive, type Release } from '../archive.ts';
import { type Disk, installedPackages } from '../disk.ts';
import { failed, printed, reader } from './program.ts';

/** The fields of an installed package, as dpkg-query(1) names them. */
function fields(entry: ArchivePackage, version: string): Record<string, string> {
  return {
    Package: entry.name,
    'binary:Package': entry.name,
    Version: version,
    Architecture: entry.architecture,
    Section: entry.section,
    Priority: entry.priority,
    'Installed-Size': String(entry.installedSize),
    Status: 'install ok installed',
    'db:Status-Abbrev': 'ii ',
    'binary:Summary': entry.summary,
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
const defaultFormat = '${binary:Package}\\t${Version}\\n';

const escapes: Record<string, string> = { '\\t': '\t', '\\n': '\n', '\\r': '\r', '\\\\': '\\' };

/** dpkg-query(1): `-W` (`--show`) with `-f FORMAT`, `-f=FORMAT` or `--showformat=FORMAT`, and package names. */
export const dpkgQuery = reader((args, disk) => {
  const installed = installedPackages(disk);
  const names: string[] = [];
  let format = defaultFormat;
  let show = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const inline = /^(?:-f=?|--showformat=)([\s\S]+)$/.exec(arg);
    if (arg === '-W' || arg === '--show') show = true;
    else if (arg === '-f') format = args[++i] ?? '';
    else if (inline !== null) format = inline[1]!;
    else if (arg.startsWith('-')) return failed(2, `dpkg-query: error: unknown option ${arg}`);
    else names.push(arg);
  }
  if (!show) return failed(2, 'dpkg-query: error: need an action option');

  const stdout = [...installed]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([name, version]) => {
      const values = fields(archive.get(name)!, version);
      return format.replace(/\\[tnr\\]|\$\{([^}]+)\}/g, (found, field?: string) =>
        field === undefined ? escapes[found]! : (values[field] ?? ''),
      );
    })
    .join('');
  const missing = names.filter((name) => !installed.has(name));
  return {
    exitCode: missing.length > 0 ? 1 : 0,
    stdout,
    stderr: missing.map((name) => `dpkg-query: no packages found matching ${name}\n`).join(''),
  };
});

/** apt-cache(8): `show [--no-all-versions] NAME...` and `policy NAME...`. */
export const aptCache = reader((args, disk) => {
  const options = args.filter((arg) => arg.startsWith('-'));
  const unknown = options.find((option) => option !== '--no-all-versions' && option !== '-q');
  if (unknown !== undefined) {
    return failed(100, `E: Command line option ${unknown} is not understood in combination with the other options`);
  }
  const [operation = '', ...names] = args.filter((arg) => !arg.startsWith('-'));
  if (operation === 'show') return show(disk, names, !options.includes('--no-all-versions'));
  if (operation === 'policy') return printed(names.flatMap((name) => policy(disk, name)));
  return failed(100, `E: Invalid operation ${operation}`);
});

/** Newest first: what the fetched lists offer, else what is installed. */
function knownVersions(disk: Disk, name: string): string[] {
  const installed = installedPackages(disk).get(name);
  if (disk.listsFetched) return (archive.get(name)?.releases ?? []).map((release) => release.version).reverse();
  return installed === undefined ? [] : [installed];
}

function show(disk: Disk, names: string[], allVersions: boolean) {
  const missing = names.filter((name) => knownVersions(disk, name).length === 0);
  const records = names.flatMap((name) => {
    const versions = knownVersions(disk, name);
    return (allVersions ? versions : versions.slice(0, 1)).map((version) => record(archive.get(name)!, version));
  });
  const complaints = missing.map((name) => `N: Unable to locate package ${name}\n`).join('');
  const nothing = records.length === 0 ? 'E: No packages found\n' : '';
  return { exitCode: nothing === '' ? 0 : 100, stdout: records.join(''), stderr: complaints + nothing };
}

const record = (entry: ArchivePackage, version: string) => `Package: ${entry.name}
Version: ${version}
Installed-Size: ${entry.installedSize}
Maintainer: Simulated Debian
Architecture: ${entry.architecture}
Description-en: ${entry.summary}
Section: ${entry.section}
Priority: ${entry.priority}
Size: ${entry.size}

`;

function policy(disk: Disk, name: string): string[] {
  const versions = knownVersions(disk, name);
  const installed = installedPackages(disk).get(name) ?? '(none)';
  if (versions.length === 0) return [];
  return [
    `${name}:`,
    `  Installed: ${installed}`,
    `  Candidate: ${versions[0]}`,
    '  Version table:',
    ...versions.flatMap((version) => [
      ` ${version === installed ? '***' : '   '} ${version} ${disk.listsFetched ? 500 : 100}`,
      ...(disk.listsFetched ? [`        500 http://mirror.example/${source(name, version)} Packages`] : []),
      ...(version === installed ? ['        100 /var/lib/dpkg/status'] : []),
    ]),
  ];
}

/** Where each suite's package list comes from, as apt prints it. */
const sources: Record<Release['suite'], string> = {
  main: 'debian bookworm/main amd64',
  security: 'debian-security bookworm-security/main amd64',
  updates: 'debian bookworm-updates/main amd64',
};

const source = (name: string, version: string): string =>
  sources[archive.get(name)!.releases.find((release) => release.version === version)?.suite ?? 'main'];
