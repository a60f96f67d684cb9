import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import type { Context } from '../../service.ts';
import { checkArn, unqualified } from './arns.ts';
import { resourceNotFound, stateMachineDeleting, stateMachineDoesNotExist } from './errors.ts';
import { executions } from './rows/executions.ts';
import { type MachineRow, machines, type RevisionRow, revisions } from './rows/machines.ts';
import { aliases, versions } from './rows/versions.ts';

/** A state machine in the revision that an ARN, qualified or not, stands for at this moment. */
export interface Resolved {
  machine: MachineRow;
  revision: RevisionRow;
  versionArn: string | null;
  aliasArn: string | null;
}

/** @throws WireError InvalidArn, StateMachineDoesNotExist */
export function findMachine(context: Context, arn: string): MachineRow {
  const machine = machines.find(context.db, checkArn(arn, 'stateMachine'));
  if (!machine) throw stateMachineDoesNotExist(arn);
  return machine;
}

/** @throws WireError also StateMachineDeleting */
export function findActiveMachine(context: Context, arn: string): MachineRow {
  const machine = findMachine(context, arn);
  if (machine.status === 'DELETING') throw stateMachineDeleting(arn);
  return machine;
}

/** An alias stands for one of its versions, drawn by their weights. @throws WireError StateMachineDoesNotExist, StateMachineDeleting */
export function resolve(context: Context, arn: string): Resolved {
  const machine = machines.find(context.db, unqualified(checkArn(arn, 'stateMachine')));
  if (!machine) throw stateMachineDoesNotExist(arn);
  if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
  if (arn === machine.arn) return { machine, revision: machine, versionArn: null, aliasArn: null };
  const alias = aliases.find(context.db, arn);
  const versionArn = alias ? drawVersion(context, JSON.parse(alias.routing)) : arn;
  const version = versions.find(context.db, versionArn);
  const revision = version && revisions.find(context.db, version.revisionId);
  if (!revision) throw stateMachineDoesNotExist(arn);
  return { machine, revision, versionArn, aliasArn: alias ? arn : null };
}

/** Weights are percentages, which add up to 100. */
function drawVersion(context: Context, routing: readonly RoutingConfigurationListItem[]): string {
  let left = (Number.parseInt(context.hex(8), 16) / 0x1_0000_0000) * 100;
  for (const { stateMachineVersionArn, weight = 0 } of routing) {
    if (left < weight) return stateMachineVersionArn ?? '';
    left -= weight;
  }
  return routing.at(-1)?.stateMachineVersionArn ?? '';
}

/** A state machine that is being deleted goes when its last execution has ended, with its versions and aliases. */
export function deleteWhenIdle(context: Context, arn: string): void {
  if (executions.countRunning(context.db, arn) > 0) return;
  aliases.deleteAll(context.db, arn);
  versions.deleteAll(context.db, arn);
  machines.delete(context.db, arn);
}

/** The state machine behind the ARN of a version. @throws WireError ResourceNotFound */
export function machineOfVersion(context: Context, versionArn: string): MachineRow {
  const machine = versions.find(context.db, versionArn) && machines.find(context.db, unqualified(versionArn));
  if (!machine) throw resourceNotFound(versionArn);
  return machine;
}
