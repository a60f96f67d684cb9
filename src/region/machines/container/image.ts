import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { MachineError, type MachineImage } from '../driver.ts';
import { bootstrap, bootstrapSteps } from '../image/bootstrap.ts';
import { buildingFolder, tidyCache } from '../image/cache.ts';
import { canBootstrap, hostFacts, type Recipe, recipeFrom, recipeName } from '../image/recipe.ts';

/** "localhost" so that no engine takes it for an image of a registry. */
const repository = 'localhost/wakepatch/machine';

/** A Debian of some age, its updates of since then pending, for machines that cannot build one. */
const datedImage = 'debian:bookworm-20250520-slim';

/** What one meets on a server beside the minimal system, and which often has security updates. */
const packages = ['ca-certificates', 'curl', 'openssl'];

const pendingLabel = 'wakepatch.pending';

/** Finds or makes the image. The tag comes last, so a half done image is never found. */
export async function prepareImage(
  docker: Docker,
  cacheDir: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<MachineImage> {
  signal?.throwIfAborted();
  try {
    if (!canBootstrap()) return await pulledImage(docker, progress);
    const recipe = recipeFrom(await hostFacts(), packages);
    return await builtImage(docker, recipe, cacheDir, progress, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof MachineError) throw error;
    const message = `The machine image cannot be built: ${(error as Error).message}. See to that, then try again.`;
    throw new MachineError('ImageBuildFailed', message, { cause: error });
  }
}

/** Whether the image is there already. */
export async function hasImage(docker: Docker): Promise<boolean> {
  const image = canBootstrap() ? builtName(recipeFrom(await hostFacts(), packages)) : datedImage;
  return (await find(docker, image)) !== undefined;
}

const builtName = (recipe: Recipe) => `${repository}:${recipeName(recipe, bootstrapSteps)}`;

async function builtImage(
  docker: Docker,
  recipe: Recipe,
  cacheDir: string,
  progress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<MachineImage> {
  const image = builtName(recipe);
  tidyCache(cacheDir, Date.now(), progress);
  const cached = await find(docker, image);
  if (cached !== undefined) return cached;

  const folder = buildingFolder(cacheDir);
  try {
    const output = join(folder, 'root.tar');
    const pending = await bootstrap(recipe, { output, customizeHooks: [] }, progress, signal);
    progress('importing the image');
    await importImage(docker, output, image, { [pendingLabel]: String(pending) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return (await find(docker, image))!;
}

async function pulledImage(docker: Docker, progress: (line: string) => void): Promise<MachineImage> {
  const cached = await find(docker, datedImage);
  if (cached !== undefined) return cached;
  progress(`pulling ${datedImage}, as this is not a Debian with mmdebstrap, which could build an image`);
  await finished(docker, await docker.pull(datedImage), progress);
  return (await find(docker, datedImage))!;
}

/** The image as it is known to the engine; undefined if it is not there. */
async function find(docker: Docker, image: string): Promise<MachineImage | undefined> {
  const found = await docker
    .getImage(image)
    .inspect()
    .catch((error) => {
      if (error.statusCode === 404) return undefined;
      throw error;
    });
  if (found === undefined) return undefined;
  const pending = found.Config.Labels?.[pendingLabel];
  const codename = /:(\w+)/.exec(image)?.[1];
  const updates = pending === undefined ? 'its security updates' : `${pending} security updates`;
  return {
    image,
    description: `Debian ${codename} container image, ${updates} still pending when it was made`,
  };
}

/** A root file system becomes an image without a name, which then is given its name. */
async function importImage(docker: Docker, file: string, image: string, labels: Record<string, string>): Promise<void> {
  const changes = Object.entries(labels).map(([name, value]) => `LABEL ${name}=${value}`);
  const last = await finished(docker, await docker.importImage(file, { changes }), () => {});
  const id = /^(sha256:)?[0-9a-f]{64}$/.exec(last?.status ?? '')?.[0];
  if (id === undefined) throw new Error(`the engine answered "${last?.status}" to the import of an image`);
  const [repo, tag] = image.split(/:(?=[^:]*$)/) as [string, string];
  await docker.getImage(id).tag({ repo, tag });
}

/** Waits for the end of a stream of progress, and gives its last line. */
function finished(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  progress: (line: string) => void,
): Promise<{ status?: string } | undefined> {
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error: Error | null, lines: { status?: string }[]) => (error ? reject(error) : resolve(lines.at(-1))),
      (line: { status?: string }) => line.status !== undefined && progress(line.status),
    );
  });
}
