import type { Context } from '../../../service.ts';
import { checkArn } from '../arns.ts';
import { executionDoesNotExist } from '../errors.ts';
import { type ExecutionRow, executions } from '../rows/executions.ts';
import { isForgotten } from './retention.ts';

/** @throws WireError InvalidArn, ExecutionDoesNotExist */
export function findExecution(context: Context, arn: string): ExecutionRow {
  const row = executions.find(context.db, checkArn(arn, 'execution'));
  if (!row || isForgotten(row, context.now)) throw executionDoesNotExist(arn);
  return row;
}
