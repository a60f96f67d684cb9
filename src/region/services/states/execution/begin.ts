import { start } from '../../../../asl/index.ts';
import type { Context } from '../../../service.ts';
import { type ExecutionRow, executions, type NewExecution } from '../rows/executions.ts';
import { settle } from './advance.ts';
import { revisionOf } from './compiled.ts';
import { outcomeOf } from './finish.ts';
import { deadlineOf, limitExpress } from './limits.ts';
import { publishStatus } from './notice.ts';

/** What is known of an execution before it begins. */
export type Beginning = Pick<
  ExecutionRow,
  'arn' | 'name' | 'machineArn' | 'revisionId' | 'type' | 'versionArn' | 'aliasArn' | 'input'
> &
  Partial<Pick<ExecutionRow, 'parent' | 'parentTask' | 'mapRunArn' | 'flow' | 'items' | 'redriveToken'>>;

/**
 * Begins an execution of one revision of a state machine, and runs it until it waits or has ended.
 * @returns what has become of it; undefined, and nothing is done, when there is one of that ARN
 */
export function beginExecution(context: Context, beginning: Beginning): ExecutionRow | undefined {
  const { machine, roleArn } = revisionOf(context.db, beginning.revisionId);
  const { arn, name, machineArn, type, input, versionArn, aliasArn, flow = '' } = beginning;
  const [snapshot, effects] = start(machine, {
    input: JSON.parse(input),
    execution: { Id: arn, Name: name, RoleArn: roleArn },
    stateMachine: { Id: machineArn, Name: nameOf(machineArn) },
    type,
    now: context.now,
    seed: context.hex(32),
    flow,
    ...(versionArn && { stateMachineVersionArn: versionArn }),
    ...(aliasArn && { stateMachineAliasArn: aliasArn }),
  });
  const startedAt = context.now;
  const begun: NewExecution = { ...nothingYet, ...beginning, startedAt, expiresAt: deadlineOf({ type, startedAt }) };
  // It is written down as it is after its first step, which is the last one of many.
  const last = effects.at(-1);
  const after = last?.type === 'finished' ? outcomeOf(begun, last, context.now) : begun;
  const sequence = executions.insert(context.db, after);
  if (sequence === undefined) return undefined;
  const row = { ...begun, sequence };
  publishStatus(context, row);
  settle(context, row, undefined, snapshot, effects);
  if (snapshot.status === 'RUNNING') limitExpress(context, row, machine.timeoutSeconds);
  return { ...after, sequence };
}

const nothingYet = {
  status: 'RUNNING',
  output: null,
  error: null,
  cause: null,
  stoppedAt: null,
  parent: null,
  parentTask: null,
  syncVersion: null,
  mapRunArn: null,
  flow: '',
  items: 1,
  deleting: 0,
  redriveCount: 0,
  redrivenAt: null,
  redriveToken: null,
  revision: 0,
} as const;

/** Also of a child execution: the label of its Map state is no part of the name. */
function nameOf(machineArn: string): string {
  return (machineArn.split(':')[6] ?? '').split('/')[0] ?? '';
}
