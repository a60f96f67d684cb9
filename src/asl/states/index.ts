import type { StateType } from '../machine.ts';
import { Choice } from './choice.ts';
import { Fail } from './fail.ts';
import { MapState } from './map.ts';
import { Parallel } from './parallel.ts';
import { Pass } from './pass.ts';
import { Succeed } from './succeed.ts';
import { Task } from './task.ts';
import { Wait } from './wait.ts';

/** Every state type by name. */
export const stateTypes: Record<string, StateType> = {
  Choice,
  Fail,
  Map: MapState,
  Parallel,
  Pass,
  Succeed,
  Task,
  Wait,
};
