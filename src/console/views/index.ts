import { calendar } from './calendar.ts';
import { command } from './command.ts';
import { commandMachine } from './command-machine.ts';
import { commandOutput } from './command-output.ts';
import { execution } from './execution.ts';
import { executionEvent } from './execution-event.ts';
import { executionEvents } from './execution-events.ts';
import { executionState } from './execution-state.ts';
import { fleet } from './fleet.ts';
import { instance } from './instance.ts';
import { mapRun } from './map-run.ts';
import { run } from './run.ts';
import { runPlan } from './run-plan.ts';
import { runs } from './runs.ts';
import { stack } from './stack.ts';
import { stacks } from './stacks.ts';
import { window } from './window.ts';

/** All that a page can ask, by the name in its address. Pages have their types from here. */
export const views = {
  stacks,
  stack,
  execution,
  executionState,
  executionEvents,
  executionEvent,
  mapRun,
  command,
  commandMachine,
  commandOutput,
  fleet,
  runPlan,
  instance,
  window,
  calendar,
  runs,
  run,
};
