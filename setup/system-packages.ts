import { spawnSync } from 'node:child_process';

/** A program, and the Debian package that brings it. */
export type SystemPackages = Readonly<Record<string, string>>;

/**
 * Installs the Debian packages whose programs are not on this machine, and says which. On other systems, or without the
 * right to install, it says what is missing and leaves it to the user.
 * @returns false when something is still missing
 */
export function installSystemPackages(wanted: SystemPackages, purpose: string): boolean {
  const missing = [
    ...new Set(
      Object.entries(wanted)
        .filter(([program]) => !isThere(program))
        .map(([, name]) => name),
    ),
  ];
  if (missing.length === 0) return true;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const prefix = process.getuid?.() === 0 ? [] : isThere('sudo') ? ['sudo', '-n'] : undefined;
  if (!isThere('apt-get') || prefix === undefined) {
    console.error(`${purpose} needs ${missing.join(', ')}. Install it with your package manager (Debian: ${command}).`);
    return false;
  }
  console.error(`Installing Debian packages for ${purpose}: ${missing.join(' ')} …`);
  const apt = (...args: string[]) => {
    const [program = 'apt-get', ...rest] = [...prefix, 'apt-get', '-q', ...args];
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const { status, stderr } = spawnSync(program, rest, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) process.stderr.write(stderr);
    return status === 0;
  };
  apt('update');
  if (apt('install', '-y', '--no-install-recommends', ...missing)) return true;
  console.error(`That failed: see above. Try it by hand: ${[...prefix, command].join(' ')}`);
  return false;
}

/** A program on the PATH, or a module of Debian's Python (`python3:boto3`). */
function isThere(program: string): boolean {
  const [interpreter, module] = program.split(':');
  if (module) return spawnSync(`/usr/bin/${interpreter}`, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;
  const path = `${process.env.PATH}:/usr/sbin:/sbin`;
  return (
    spawnSync('sh', ['-c', `command -v "${program}"`], { env: { ...process.env, PATH: path }, stdio: 'ignore' })
      .status === 0
  );
}
