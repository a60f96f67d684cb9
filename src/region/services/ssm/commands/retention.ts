import type { Context } from '../../../service.ts';
import { deletePatchOperations } from '../patching/rows.ts';
import { deleteCommand, oldestCommands } from './rows.ts';
import { commandStatus } from './status.ts';

/** Milliseconds. The history of commands is kept for 30 days. Source: User Guide, "AWS Systems Manager Run Command". */
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
