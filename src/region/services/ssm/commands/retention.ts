import type { Context } from '../../../service.ts';
import { deletePatchOperations } from '../patching/rows.ts';
import { deleteCommand, oldestCommands } from './rows.ts';
import { commandStatus } from './status.ts';

/**
 * Milliseconds. "The history of each command is retained for up to 30 days": nothing says from when, so it is counted from when
 * it was sent, by which commands are listed and filtered too (InvokedAfter). One that is not over stays until it is.
 * Source: "AWS Systems Manager endpoints and quotas", Run Command, execution history.
 */
const retention = 30 * 24 * 3_600_000;

/** More than one goes for each that comes, so the past shrinks for as long as there is some to be forgotten. */
const prunedAtOnce = 10;

const underWay = new Set<string>(['Pending', 'InProgress', 'Cancelling']);

/** Forgets commands that are over and old. Done whenever one is sent: the past cannot grow without that. */
export function pruneCommands({ db, now }: Context): void {
  for (const { id, requestedAt, details } of oldestCommands(db, prunedAtOnce)) {
    if (requestedAt + retention > now || underWay.has(commandStatus[details])) continue;
    deletePatchOperations(db, id);
    deleteCommand(db, id);
  }
}
