import type { Disk } from '../disk.ts';
import { failed, printed, reader } from './program.ts';

/** The files of a simulated machine, all of them made from its state: path -> contents. */
export function files(disk: Disk): Record<string, string> {
  const rebootRequired: Record<string, string> = {};
  if (disk.rebootRequiredBy.length > 0) {
    for (const folder of ['/run', '/var/run']) {
      rebootRequired[`${folder}/reboot-required`] = '*** System restart required ***\n';
      rebootRequired[`${folder}/reboot-required.pkgs`] = disk.rebootRequiredBy.map((name) => `${name}\n`).join('');
    }
  }
  return {
    '/etc/debian_version': '12.9\n',
    '/etc/hostname': `${disk.hostname}\n`,
    '/etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
    ...rebootRequired,
  };
}

/** test(1) for files: `-e` and `-f`. */
export const test = reader((args, disk) => {
  const [operator, path = ''] = args;
  if (args.length !== 2 || (operator !== '-e' && operator !== '-f')) {
    return failed(2, `test: unsupported here: ${args.join(' ')}`);
  }
  return printed([], files(disk)[path] === undefined ? 1 : 0);
});
