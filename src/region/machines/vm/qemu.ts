import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../host-programs.ts';
import type { Accelerator } from './accelerator.ts';

export const qemuProgram = 'qemu-system-x86_64';

/** MiB; unpacking a kernel package wants most of it. */
const memory = 512;
const processors = 2;

/**
 * Starts a machine. QEMU leaves our process group and session once the machine is set up, and depends on us no more.
 * @param folder has the machine's `disk.qcow2`, gets its `agent.sock`, `console.log` and `qemu.pid`
 * @throws Error in QEMU's words
 */
export async function startQemu(folder: string, hostname: string, accelerator: Accelerator): Promise<void> {
  const options: Record<string, string[]> = {
    machine: ['q35'],
    m: [String(memory)],
    smp: [String(processors)],
    display: ['none'],
    // image/customize.sh: the host name is the board's serial number.
    smbios: [`type=1,serial=${hostname}`],
    // A machine that loses its host's power loses a disk that can be made again; what the guest flushes need not wait.
    drive: ['file=disk.qcow2,format=qcow2,if=virtio,cache=unsafe,discard=unmap'],
    netdev: ['user,id=network'],
    chardev: ['socket,id=agent,path=agent.sock,server=on,wait=off'],
    device: [
      'virtio-net-pci,netdev=network',
      'virtio-rng-pci',
      'virtio-serial-pci',
      'virtserialport,chardev=agent,name=org.qemu.guest_agent.0',
    ],
    serial: ['file:console.log'],
    pidfile: [join(folder, 'qemu.pid')],
  };
  const args = Object.entries(options).flatMap(([name, values]) => values.flatMap((value) => [`-${name}`, value]));
  await runProgram(qemuProgram, [...accelerator.arguments, '-nodefaults', '-no-user-config', '-daemonize', ...args], {
    workingDirectory: folder, // sockets by their name alone: their paths must be short
  });
}

/** The process of a machine's QEMU; undefined if it is not running. */
export function qemuProcess(folder: string): number | undefined {
  try {
    const file = join(folder, 'qemu.pid');
    const pid = Number(readFileSync(file, 'utf8'));
    // Some other process may have the number by now: QEMU's own command line names the file.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(file) ? pid : undefined;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
