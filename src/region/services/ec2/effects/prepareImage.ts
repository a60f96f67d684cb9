import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { describeBuiltImage } from '../images.ts';
import { failLaunch } from '../lifecycle.ts';
import { instancesWithoutImage, setMachineImage } from '../rows.ts';
import { addMachineWork } from '../work.ts';

/**
 * Builds the machine image, or finds it built, and launches every instance that waits for it. It has no lane of an
 * instance: one that waits can be terminated meanwhile.
 */
export async function prepareImage({ imageId }: { imageId: string }, outside: Outside): Promise<Commit> {
  try {
    const { image, description } = await outside.machines.prepareImage((line) => outside.log(line), outside.signal);
    return (context) => {
      describeBuiltImage(context.db, imageId, description);
      for (const instance of instancesWithoutImage(context.db)) {
        setMachineImage(context.db, instance.id, image);
        addMachineWork(context, 'launchMachine', instance, { image });
      }
    };
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    return (context) => {
      for (const instance of instancesWithoutImage(context.db)) failLaunch(context, instance, error);
    };
  }
}
