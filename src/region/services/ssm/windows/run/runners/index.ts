import type { TaskType } from '../../rows/registrations.ts';
import { lambda } from './lambda.ts';
import { runCommand } from './run-command.ts';
import type { Runner } from './runner.ts';
import { stepFunctions } from './step-functions.ts';

/** Type of a task -> how it is run. */
// biome-ignore lint/suspicious/noExplicitAny: each has a request of its own shape
export const runners: Readonly<Record<TaskType, Runner<any>>> = {
  LAMBDA: lambda,
  RUN_COMMAND: runCommand,
  STEP_FUNCTIONS: stepFunctions,
};
