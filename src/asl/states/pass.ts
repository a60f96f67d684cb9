import { scopeOf } from '../context.ts';
import type { StateType } from '../machine.ts';
import { completeState } from '../transitions.ts';

/** Passes its input, or a fixed Result, to its output. */
export const Pass: StateType = {
  fields: {
    common: ['Assign', 'End', 'Next'],
    JSONPath: ['InputPath', 'OutputPath', 'Parameters', 'Result', 'ResultPath'],
    JSONata: ['Output'],
  },
  oneOf: [['End', 'Next']],
  compile({ definition: { Result } }) {
    return {
      enter(run, frame, state) {
        const argument = state.data.arguments(scopeOf(run, frame));
        completeState(run, frame, state, Result === undefined ? argument : Result);
      },
    };
  },
};
