import { scopeOf } from '../context.ts';
import type { StateType } from '../machine.ts';
import { completeState } from '../transitions.ts';

/** Ends its branch, its iteration or the execution with success. */
export const Succeed: StateType = {
  fields: { common: [], JSONPath: ['InputPath', 'OutputPath'], JSONata: ['Output'] },
  compile() {
    return {
      enter(run, frame, state) {
        completeState(run, frame, state, state.data.input(scopeOf(run, frame)), undefined);
      },
    };
  },
};
