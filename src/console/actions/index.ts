import { cancelCommand } from './cancel-command.ts';
import { hold, release } from './hold.ts';
import { openWindow } from './open-window.ts';
import { redriveExecution } from './redrive-execution.ts';
import { setWindow } from './set-window.ts';
import { startRun } from './start-run.ts';
import { stopExecution } from './stop-execution.ts';

/** All that a page can order, by the name in its address. Pages have their types from here. */
export const actions = {
  setWindow,
  openWindow,
  stopExecution,
  redriveExecution,
  cancelCommand,
  startRun,
  hold,
  release,
};
