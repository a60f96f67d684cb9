import { createHash } from 'node:crypto';
import { type Disk, lockedFor } from '../disk.ts';
import { evaluateTest, type FileTest } from '../shell/test.ts';
import { failed, type Program, printed, reader, writer } from './program.ts';

/** The inode of dpkg's lock, by which /proc/locks names it. */
export const lockInode = 131_077;

/** Who holds dpkg's lock where somebody does. */
export const lockHolder = { pid: 412, name: 'unattended-upgr' };

const lockFile = '/var/lib/dpkg/lock-frontend';

/** Folders that are there from the beginning. */
const folders = [
  '/',
  '/etc',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/tmp',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/dpkg',
  '/var/log',
  '/var/run',
];

/** The files of a simulated machine: what follows from its state, and what was written. Path -> contents. */
export function files(disk: Disk, now: number): Record<string, string> {
  const rebootRequired: Record<string, string> = {};
  if (disk.rebootRequiredBy.length > 0) {
    for (const folder of ['/run', '/var/run']) {
      rebootRequired[`${folder}/reboot-required`] = '*** System restart required ***\n';
      rebootRequired[`${folder}/reboot-required.pkgs`] = disk.rebootRequiredBy.map((name) => `${name}\n`).join('');
    }
  }
  const uptime = Math.max(0, now - (disk.bootedAt ?? now)) / 1000;
  const written = Object.entries(disk.files ?? {}).filter(([path]) => !path.endsWith('/'));
  return {
    '/etc/debian_version': '12.9\n',
    '/etc/hostname': `${disk.hostname}\n`,
    '/etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
    '/proc/locks':
      lockedFor(disk, now) > 0 ? `1: POSIX  ADVISORY  WRITE ${lockHolder.pid} fe:01:${lockInode} 0 EOF\n` : '',
    '/proc/sys/kernel/random/boot_id': `${bootId(disk)}\n`,
    '/proc/uptime': `${uptime.toFixed(2)} ${uptime.toFixed(2)}\n`,
    [lockFile]: '',
    ...rebootRequired,
    ...Object.fromEntries(written.map(([path, { text }]) => [path, text])),
  };
}

/** A UUID that is another one after each boot. */
function bootId({ hostname, boots }: Disk): string {
  const hash = createHash('sha256').update(`${hostname}/${boots}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

function isFolder(disk: Disk, now: number, path: string): boolean {
  const bare = path.replace(/(.)\/$/, '$1');
  return (
    folders.includes(bare) ||
    disk.files?.[`${bare}/`] !== undefined ||
    Object.keys(files(disk, now)).some((file) => file.startsWith(`${bare}/`))
  );
}

export const cat = reader((args, disk, { input, now }) => {
  const paths = args.length === 0 ? ['-'] : args;
  const known: Record<string, string> = { ...files(disk, now), '-': input };
  const missing = paths.filter((path) => known[path] === undefined);
  return {
    exitCode: missing.length > 0 ? 1 : 0,
    stdout: paths.map((path) => known[path] ?? '').join(''),
    stderr: missing.map((path) => `cat: ${path}: No such file or directory\n`).join(''),
  };
});

/** test(1), where it is about files. */
export const test = (name: 'test' | '['): Program =>
  reader((args, disk, { now }) => {
    const result = evaluateTest(name === '[' ? args.slice(0, -1) : args, (operator, path) =>
      fileTests[operator](disk, now, path),
    );
    return typeof result === 'string' ? failed(2, `${name}: ${result}`) : printed([], result ? 0 : 1);
  });

const exists = (disk: Disk, now: number, path: string): boolean =>
  files(disk, now)[path] !== undefined || isFolder(disk, now, path);

const fileTests: Readonly<Record<FileTest, (disk: Disk, now: number, path: string) => boolean>> = {
  '-e': exists,
  '-r': exists,
  '-w': exists,
  '-d': isFolder,
  '-f': (disk, now, path) => files(disk, now)[path] !== undefined,
  '-s': (disk, now, path) => (files(disk, now)[path] ?? '') !== '',
  '-x': (disk, now, path) => isFolder(disk, now, path) || disk.files?.[path]?.executable === true,
  '-h': () => false,
  '-L': () => false,
};

/** fuser(1): whether a process has a file open. Only dpkg's lock ever is. */
export const fuser = reader((args, disk, { now }) => {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  const held =
    lockedFor(disk, now) > 0 ? paths.filter((path) => path === lockFile || path === '/var/lib/dpkg/lock') : [];
  return {
    exitCode: held.length > 0 ? 0 : 1,
    stdout: held.map(() => ` ${lockHolder.pid}`).join(''),
    stderr: held.map((path) => `${path}:`).join('\n'),
  };
});

/** stat(1), of which there is `stat -c %i FILE`. */
export const stat = reader(([option, format, ...paths], disk, { now }) => {
  if (option !== '-c' || format !== '%i') return failed(1, 'stat: unsupported here: only -c %i');
  const missing = paths.find((path) => files(disk, now)[path] === undefined);
  if (missing !== undefined) return failed(1, `stat: cannot statx '${missing}': No such file or directory`);
  return printed(paths.map((path) => String(path === lockFile ? lockInode : lockInode + 1)));
});

/** What `>` and `>>` do. */
export function writeFile(disk: Disk, path: string, text: string, append: boolean): void {
  disk.files ??= {};
  const before = disk.files[path];
  disk.files[path] = { ...before, text: append ? (before?.text ?? '') + text : text };
}

const plain = (args: readonly string[]) => args.filter((arg) => !arg.startsWith('-'));

export const writers: Readonly<Record<string, Program>> = {
  chmod: writer(([mode = '', ...paths], disk) => {
    for (const path of paths) {
      const file = disk.files?.[path];
      if (file === undefined) return `chmod: cannot access '${path}': No such file or directory`;
      file.executable = /[+,]x|x$|[1357]/.test(mode);
    }
    return undefined;
  }),
  mkdir: writer((args, disk) => {
    for (const path of plain(args)) writeFile(disk, `${path.replace(/\/$/, '')}/`, '', true);
    return undefined;
  }),
  rm: writer((args, disk) => {
    for (const path of plain(args)) {
      const gone = Object.keys(disk.files ?? {}).filter((file) => file === path || file.startsWith(`${path}/`));
      if (gone.length === 0 && !args.some((arg) => /^-\w*f/.test(arg)))
        return `rm: cannot remove '${path}': No such file or directory`;
      for (const file of gone) delete disk.files![file];
    }
    return undefined;
  }),
  touch: writer((args, disk) => {
    for (const path of plain(args)) writeFile(disk, path, '', true);
    return undefined;
  }),
};

/** mktemp(1): names are in order, so that a run can be repeated. */
export const mktemp: Program = ({ disk, durations }) => ({
  milliseconds: durations.program,
  finish() {
    const count = Object.keys(disk.files ?? {}).filter((path) => path.startsWith('/tmp/tmp.')).length;
    const path = `/tmp/tmp.${String(count + 1).padStart(10, '0')}`;
    writeFile(disk, path, '', false);
    return printed([path]);
  },
});
