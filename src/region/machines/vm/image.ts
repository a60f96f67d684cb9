import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MachineError, type MachineImage } from '../driver.ts';
import { runProgram } from '../host-programs.ts';
import { bootstrap, bootstrapSteps } from '../image/bootstrap.ts';
import { buildingFolder, markUsed, tidyCache } from '../image/cache.ts';
import { hostFacts, type Recipe, recipeFrom, recipeName } from '../image/recipe.ts';
import { partitionOffset, writeBootSectors } from './disk.ts';

const customize = readFileSync(new URL('./customize.sh', import.meta.url), 'utf8');
const assemble = readFileSync(new URL('./assemble.sh', import.meta.url), 'utf8');

/**
 * What makes a machine of the minimal system, and some of what one meets on a server. No ca-certificates: its update
 * starts a program for each certificate, which takes an emulated processor longer than everything else together.
 */
const packages = [
  ...['grub-pc-bin', 'linux-image-cloud-amd64', 'qemu-guest-agent', 'systemd-sysv', 'tiny-initramfs', 'udev'],
  ...['curl', 'openssl'],
];

/** bytes; the image file has only what is written */
const diskSize = 8 * 1024 ** 3;

/** The disk that machines of the image begin with. */
export const imageDisk = (cacheDir: string, image: string) => join(cacheDir, image, 'disk.qcow2');

const imageName = (recipe: Recipe) => `vm-${recipeName(recipe, [bootstrapSteps, customize, assemble])}`;

/** Whether the image is there already. */
export async function hasImage(cacheDir: string): Promise<boolean> {
  return existsSync(join(cacheDir, imageName(recipeFrom(await hostFacts(), packages))));
}

/** Finds or makes the image: a folder of the cache that gets its name when it is complete. */
export async function prepareImage(
  cacheDir: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<MachineImage> {
  signal?.throwIfAborted();
  let folder: string | undefined;
  try {
    const recipe = recipeFrom(await hostFacts(), packages);
    const image = imageName(recipe);
    const final = join(cacheDir, image);
    const description = () => readFileSync(join(final, 'description'), 'utf8');
    if (existsSync(final)) markUsed(final, Date.now());
    tidyCache(cacheDir, Date.now(), progress);
    if (existsSync(final)) return { image, description: description() };

    folder = buildingFolder(cacheDir);
    const tar = join(folder, 'root.tar');
    const hooks = [customize];
    const pending = await bootstrap(recipe, { output: tar, customizeHooks: hooks }, progress, signal);
    await makeDisk(folder, tar, progress, signal);
    writeFileSync(
      join(folder, 'description'),
      `Debian ${recipe.codename} virtual machine, ${pending} security updates still pending when it was made`,
    );
    if (!existsSync(final)) renameSync(folder, final); // else another Region was quicker
    return { image, description: description() };
  } catch (error) {
    signal?.throwIfAborted();
    const message = `The machine image cannot be built: ${(error as Error).message}. See to that, then try again.`;
    throw new MachineError('ImageBuildFailed', message, { cause: error });
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function makeDisk(
  folder: string,
  tar: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  progress('making the disk');
  const [root, raw, disk] = [join(folder, 'root'), join(folder, 'disk.raw'), join(folder, 'disk.qcow2')];
  const size = (diskSize - partitionOffset) / 1024;
  const script = ['sh', '-c', assemble, 'assemble', tar, root, raw, String(partitionOffset), String(size)];
  const [program = '', ...args] = process.getuid?.() === 0 ? script : ['fakeroot', '--', ...script];
  await runProgram(program, args, { signal });
  writeBootSectors(raw, diskSize, join(root, 'boot/boot.img'), join(root, 'boot/core.img'));
  await runProgram('qemu-img', ['convert', '-O', 'qcow2', raw, disk], { signal });
  for (const done of [tar, raw, root]) rmSync(done, { recursive: true });
}
