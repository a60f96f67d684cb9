/** How a simulated instance and its commands behave; times in seconds. */
export interface Behaviour {
  found: 'stopped' | 'running' | 'stopping';
  /** What comes of a start: it boots, falls back to stopped, or runs without its agent ever reporting. */
  start?: 'boots' | 'falls back' | 'agent never reports';
  /** How the patch command ends; `hangs`: not at all. */
  patch?: Ending;
  patchSeconds?: number;
  /** How the commands of other documents end; Success unless said. */
  documents?: Readonly<Record<string, Ending>>;
  stop?: 'stops' | 'hangs';
  /** Whether it comes back after a reboot. */
  reboot?: 'comes back' | 'never';
  /** How long after it came online the agent replaces itself, and forgets the commands that it has. */
  agentUpdatesAfter?: number;
}
export type Ending = 'Success' | 'Failed' | 'hangs';

export const PATCH_DOCUMENT = 'AWS-RunPatchBaseline';
const BOOT = 20;
const AGENT = 40;
const REBOOT = 45;
const PATCH = 300;
const OTHER_DOCUMENT = 2;
const STOP = 30;

interface Command {
  readonly document: string;
  readonly sentAt: number;
}

/** For tests: one instance as it is at the time that `seconds` tells, since epoch. */
export function simulateMachine(behaviour: Behaviour, seconds: () => number) {
  const { found, start = 'boots', stop = 'stops', reboot = 'comes back' } = behaviour;
  let startedAt = found === 'running' ? seconds() - 86_400 : undefined;
  let stoppedAt = found === 'stopping' ? seconds() : undefined;
  let rebootedAt: number | undefined;
  const commands: Command[] = [];

  const state = () => {
    if (stoppedAt !== undefined) return stop === 'stops' && seconds() >= stoppedAt + STOP ? 'stopped' : 'stopping';
    if (startedAt === undefined) return 'stopped';
    if (seconds() < startedAt + BOOT) return 'pending';
    return start === 'falls back' ? 'stopped' : 'running';
  };
  const isRebooting = () => rebootedAt !== undefined && (reboot === 'never' || seconds() < rebootedAt + REBOOT);
  const onlineSince = () => startedAt! + AGENT;
  const isOnline = () =>
    state() === 'running' && start !== 'agent never reports' && seconds() >= onlineSince() && !isRebooting();
  const updatesAt = () => onlineSince() + (behaviour.agentUpdatesAfter ?? Number.POSITIVE_INFINITY);
  const isUpToDate = () => behaviour.agentUpdatesAfter === undefined || seconds() >= updatesAt();

  function ending({ document }: Command): Ending {
    return (document === PATCH_DOCUMENT ? behaviour.patch : behaviour.documents?.[document]) ?? 'Success';
  }
  const takes = ({ document }: Command) =>
    document === PATCH_DOCUMENT ? (behaviour.patchSeconds ?? PATCH) : OTHER_DOCUMENT;
  const isLost = (command: Command) => command.sentAt < updatesAt() && command.sentAt + takes(command) > updatesAt();

  return {
    state,
    isOnline,
    launchTime: () => (startedAt === undefined ? undefined : new Date(startedAt * 1000)),
    agent: () => ({ version: isUpToDate() ? '3.3.2' : '3.3.1', isLatestVersion: isUpToDate() }),
    /** which of its boots this is */
    boot: () => (rebootedAt === undefined ? 1 : 2),
    start() {
      if (state() === 'stopped') [startedAt, stoppedAt] = [seconds(), undefined];
    },
    stop() {
      if (state() === 'running') stoppedAt = seconds();
    },
    reboot() {
      rebootedAt = seconds();
    },
    /** Answers with the command's number, from 1 on. */
    send: (document: string) => commands.push({ document, sentAt: seconds() }),
    command(number: number) {
      const command = commands[number - 1]!;
      const hasEnded = ending(command) !== 'hangs' && seconds() >= command.sentAt + takes(command) && !isLost(command);
      return { ...command, status: hasEnded ? ending(command) : 'InProgress' };
    },
    /** When a patch command last succeeded, by the time `until`; all in seconds since epoch. */
    patchedAt: (until: number) =>
      commands
        .filter((each) => each.document === PATCH_DOCUMENT && ending(each) === 'Success' && !isLost(each))
        .map((each) => each.sentAt + takes(each))
        .findLast((at) => at <= until),
    documents: () => commands.map(({ document }) => document),
  };
}
