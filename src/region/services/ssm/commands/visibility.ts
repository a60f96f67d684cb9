import type { Command } from './rows.ts';

/**
 * Milliseconds for which an invocation is not yet to be seen after SendCommand has answered. On AWS it is eventually
 * consistent in this way, and who asks at once gets InvocationDoesNotExist; what is rehearsed here has to bear with it.
 */
const invisibleFor = 300;

export const isVisible = (command: Command, now: number): boolean => now >= command.requestedAt + invisibleFor;
