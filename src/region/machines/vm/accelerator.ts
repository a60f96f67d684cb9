import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Accelerator {
  name: 'KVM' | 'emulation';
  arguments: string[];
}

/**
 * Emulation is quickest with a processor that tempts the guest's libraries into no vector code, which is slow to
 * emulate. Debian asks for no more than x86-64's first version.
 */
const emulation: Accelerator = { name: 'emulation', arguments: ['-accel', 'tcg,thread=multi', '-cpu', 'Nehalem'] };
const kvm: Accelerator = { name: 'KVM', arguments: ['-accel', 'kvm', '-cpu', 'host'] };

/** xor ax,ax; mov dx,0xf4; mov al,0x10; out dx,al; hlt: leaves QEMU, through its isa-debug-exit device, with status 33. */
const bootSector = Buffer.alloc(512);
bootSector.set([0x31, 0xc0, 0xba, 0xf4, 0x00, 0xb0, 0x10, 0xee, 0xf4]);
bootSector.set([0x55, 0xaa], 510);
const bootSectorStatus = 33;

/** milliseconds for what takes a third of a second where KVM works */
const patience = 3000;

/** KVM if a machine really boots in it: there are hosts whose /dev/kvm opens, and then crawls or hangs. */
export async function findAccelerator(qemu: string): Promise<Accelerator> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return emulation;
  }
  const folder = mkdtempSync(join(tmpdir(), 'wakepatch-kvm-'));
  try {
    const disk = join(folder, 'boot-sector');
    writeFileSync(disk, bootSector);
    const exit = ['-device', 'isa-debug-exit,iobase=0xf4,iosize=4', '-drive', `file=${disk},format=raw,if=virtio`];
    const screen = ['-nodefaults', '-no-user-config', '-display', 'none'];
    const args = ['-machine', 'q35', ...kvm.arguments, '-m', '64', ...screen, ...exit];
    const child = spawn(qemu, args, { stdio: 'ignore', timeout: patience, killSignal: 'SIGKILL' });
    const [status] = await once(child, 'exit');
    return status === bootSectorStatus ? kvm : emulation;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
