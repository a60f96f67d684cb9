import type { DescribeStateMachineAliasCommandOutput, RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import type { Context } from '../../service.ts';
import { checkArn, unqualified } from './arns.ts';
import { resourceNotFound, validationException } from './errors.ts';
import type { MachineRow } from './rows/machines.ts';
import { type AliasRow, aliases } from './rows/versions.ts';
import { machineOfVersion } from './state-machine.ts';

type Routing = readonly RoutingConfigurationListItem[];

/**
 * One or two versions of one state machine, whose weights add up to 100. Source: API Reference, "CreateStateMachineAlias".
 * @returns the state machine
 * @throws WireError ValidationException, ResourceNotFound
 */
export function checkRouting(context: Context, routing: Routing): MachineRow {
  if (routing.length < 1 || routing.length > 2)
    throw validationException('The routing configuration must have one or two versions.');
  const [first, second] = routing.map(({ stateMachineVersionArn = '' }) =>
    checkArn(stateMachineVersionArn, 'stateMachine'),
  );
  if (first === second) throw validationException('The versions of a routing configuration must be different ones.');
  const weights = routing.map(({ weight = 0 }) => weight);
  if (weights.some((weight) => weight < 0 || weight > 100) || weights.reduce((a, b) => a + b, 0) !== 100)
    throw validationException('Sum of routing configuration weights must equal 100.');
  const machine = machineOfVersion(context, first ?? '');
  if (second !== undefined && machineOfVersion(context, second).arn !== machine.arn)
    throw validationException('The versions of a routing configuration must be those of one state machine.');
  return machine;
}

/** Letters, digits, and `-_.`, but no number alone: that would be a version. @throws WireError ValidationException */
export function checkAliasName(name: string): string {
  if (!/^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9\-_.]{1,80}$/.test(name))
    throw validationException(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$`,
    );
  return name;
}

/** @throws WireError InvalidArn, ResourceNotFound */
export function findAlias(context: Context, arn: string): AliasRow {
  const row = aliases.find(context.db, checkArn(arn, 'stateMachine'));
  if (!row) throw resourceNotFound(arn);
  return row;
}

export function routingOf({ routing }: AliasRow): Routing {
  return JSON.parse(routing);
}

export function routesTo(alias: AliasRow, versionArn: string): boolean {
  return routingOf(alias).some(({ stateMachineVersionArn }) => stateMachineVersionArn === versionArn);
}

export function describeAlias(row: AliasRow): Omit<DescribeStateMachineAliasCommandOutput, '$metadata'> {
  return {
    stateMachineAliasArn: row.arn,
    name: row.name,
    description: row.description ?? undefined,
    routingConfiguration: [...routingOf(row)],
    creationDate: new Date(row.createdAt),
    updateDate: new Date(row.updatedAt),
  };
}

/** What IAM is asked about: an alias of the state machine whose versions it stands for. */
export function machineOfRouting(routing: Routing): string {
  return unqualified(routing[0]?.stateMachineVersionArn ?? '');
}
