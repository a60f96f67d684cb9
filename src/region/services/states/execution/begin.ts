import { start } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { executions, type NewExecution } from '../rows/executions.ts';
import { compiledExecution, settle } from './advance.ts';
import { limitExpress } from './express.ts';
import { publishStatus } from './notice.ts';
import { pruneSome } from './retention.ts';

/** What is known of an execution before it begins. */
export type Beginning = Omit<NewExecution, 'startedAt' | 'mapRunArn' | 'flow' | 'items' | 'parent' | 'parentTask'> &
  Partial<NewExecution>;

/** Begins an execution of one revision of a state machine, and runs it until it waits or has ended. */
export function beginExecution(context: Context, beginning: Beginning): void {
  pruneSome(context);
  const { input, type, flow = '', versionArn, aliasArn } = beginning;
  const before: NewExecution = {
    startedAt: context.now,
    parent: null,
    parentTask: null,
    mapRunArn: null,
    flow,
    items: 1,
    ...beginning,
  };
  executions.insert(context.db, before);
  const row = executions.find(context.db, before.arn)!;
  const { machine, roleArn } = compiledExecution(context, row);
  publishStatus(context, row);
  const [snapshot, effects] = start(machine, {
    input: JSON.parse(input),
    execution: { Id: row.arn, Name: row.name, RoleArn: roleArn },
    stateMachine: { Id: row.machineArn, Name: nameOf(row.machineArn) },
    type,
    now: context.now,
    seed: context.hex(32),
    flow,
    ...(versionArn && { stateMachineVersionArn: versionArn }),
    ...(aliasArn && { stateMachineAliasArn: aliasArn }),
  });
  settle(context, row, undefined, snapshot, effects);
  if (snapshot.status === 'RUNNING') limitExpress(context, row, machine.timeoutSeconds);
}

/** Also of a child execution: the label of its Map state is no part of the name. */
function nameOf(machineArn: string): string {
  return (machineArn.split(':')[6] ?? '').split('/')[0] ?? '';
}
