import type { Context } from '../../service.ts';
import { conflictException, serviceQuotaExceeded, validationException } from './errors.ts';
import { type MachineRow, machines } from './rows/machines.ts';
import { type VersionRow, versions } from './rows/versions.ts';

/** "Maximum number of published versions": 1,000 for each state machine. Source: "Service quotas". */
const mostVersions = 1000;

/** @throws WireError ValidationException */
export function checkDescription(description: string | undefined, publish: boolean): void {
  if (description !== undefined && !publish)
    throw validationException('Version description can only be set when publish is true');
}

/**
 * Publishes the current revision. One that is published already stays the version it is.
 * Source: API Reference, "PublishStateMachineVersion".
 * @throws WireError ConflictException for another description, ServiceQuotaExceededException
 */
export function publishVersion(context: Context, machine: MachineRow, description: string | undefined): VersionRow {
  const before = versions.ofRevision(context.db, machine.arn, machine.revisionId);
  if (before) {
    if (description !== undefined && description !== before.description)
      throw conflictException(
        `Version already exists for revision ${revisionShown(machine)} with a different description.`,
      );
    return before;
  }
  if (versions.count(context.db, machine.arn) >= mostVersions)
    throw serviceQuotaExceeded(`The state machine has ${mostVersions} versions: delete one to publish another.`);
  const number = machine.lastVersion + 1;
  const row = {
    arn: `${machine.arn}:${number}`,
    machineArn: machine.arn,
    number,
    revisionId: machine.revisionId,
    description: description ?? null,
    createdAt: context.now,
  };
  versions.insert(context.db, row);
  machines.update(context.db, { ...machine, lastVersion: number });
  return row;
}

/** "INITIAL" stands for the revision that a state machine was created with, which has no id to be shown. */
export function revisionShown({ initialRevision, revisionId }: MachineRow): string {
  return revisionId === initialRevision ? 'INITIAL' : revisionId;
}
