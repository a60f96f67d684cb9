import { type MachineDriver, MachineError } from '../../../machines/driver.ts';
import type { Facts } from './rows.ts';

/** Reads os-release(5), followed by the one line of hostname(5). */
export function parseFacts(text: string): Facts {
  const lines = text.split('\n').filter((line) => line !== '');
  const fields = Object.fromEntries(
    lines.flatMap((line) => {
      const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, value!.replace(/^(["'])(.*)\1$/, '$2')]];
    }),
  );
  const hostname = lines.findLast((line) => !line.includes('=')) ?? '';
  return { platformName: fields.NAME ?? '', platformVersion: fields.VERSION_ID ?? '', computerName: hostname };
}

/**
 * Asks a machine what it is.
 * @param start names this start of the machine: asked again for the same one, the answer is the first one
 * @returns undefined when it went down before it answered
 */
export async function readFacts(
  machines: MachineDriver,
  id: string,
  start: string,
  signal: AbortSignal,
): Promise<Facts | undefined> {
  try {
    const argv = ['cat', '/etc/os-release', '/etc/hostname'];
    const { stdout } = await machines.exec(id, { key: `agent.${start}.facts`, argv, timeoutSeconds: 60 }, signal);
    return parseFacts(stdout);
  } catch (error) {
    if (error instanceof MachineError && wentDown.has(error.code)) return undefined;
    throw error;
  }
}

const wentDown = new Set([
  'NoSuchMachine',
  'MachineNotRunning',
  'MachineNotReady',
  'CommandLost',
  'CommandTimedOut',
  'AgentLost',
]);
