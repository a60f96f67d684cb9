import { MachineError } from '../../../machines/driver.ts';
import type { Commit, Outside } from '../../../service.ts';
import { scriptOf } from '../launch/userData.ts';
import { findInstance, updateInstance } from '../rows.ts';

/** A script that has not ended after so many seconds is killed; on AWS it may go on for ever. */
const timeoutSeconds = 3600;

/**
 * Runs the user data as cloud-init does: as root, at the first boot, once in the life of the instance. Its failure is
 * told to the operator and changes nothing for the instance, as on AWS.
 */
export async function runUserData({ instanceId }: { instanceId: string }, outside: Outside): Promise<Commit> {
  const instance = outside.read((db) => findInstance(db, instanceId));
  const userData = instance?.details.userData;
  if (!userData || userData.ran) return () => {};
  try {
    const command = { key: 'user-data', argv: scriptOf(userData.base64), timeoutSeconds };
    const { exitCode, stderr } = await outside.machines.exec(instanceId, command, outside.signal);
    const lastWords = stderr.trim().split('\n').at(-1);
    if (exitCode !== 0) outside.log(`The user data of ${instanceId} ended with exit code ${exitCode}: ${lastWords}`);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    // Down before it began: the next start has it to do.
    if (error.code === 'MachineNotRunning' || error.code === 'NoSuchMachine') return () => {};
    outside.log(`The user data of ${instanceId} did not end well: ${error.message}`);
  }
  return ({ db }) => {
    const now = findInstance(db, instanceId);
    if (now) updateInstance(db, { ...now, details: { ...now.details, userData: { ...userData, ran: true } } });
  };
}
