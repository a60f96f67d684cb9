import { scopeOf } from '../context.ts';
import { compileExpression } from '../data/expression.ts';
import { compileTyped } from '../data/jsonata.ts';
import type { Evaluator } from '../data/scope.ts';
import { runtimeError } from '../errors.ts';
import type { StateSource, StateType } from '../machine.ts';
import { failState } from '../transitions.ts';

/** Ends its branch, its iteration or the execution with a failure. */
export const Fail: StateType = {
  fields: { common: ['Cause', 'Error'], JSONPath: ['CausePath', 'ErrorPath'], JSONata: [] },
  atMostOneOf: [
    ['Error', 'ErrorPath'],
    ['Cause', 'CausePath'],
  ],
  compile(source) {
    const error = compileText(source, 'Error');
    const cause = compileText(source, 'Cause');
    return {
      enter(run, frame, state) {
        const scope = scopeOf(run, frame);
        failState(run, frame, state, {
          error: error?.(frame.input, scope) as string | undefined,
          cause: cause?.(frame.input, scope) as string | undefined,
        });
      },
    };
  },
};

/** Error and Cause: a text, an expression, or in ErrorPath and CausePath what leads to a text. */
function compileText({ definition, language }: StateSource, field: string): Evaluator | undefined {
  const text = definition[field];
  if (text !== undefined) return language === 'JSONata' ? compileTyped(text, field, 'string') : () => text;
  const path = definition[`${field}Path`];
  if (path === undefined) return undefined;
  const evaluate = compileExpression(path as string, `${field}Path`);
  return (value, scope) => {
    const found = evaluate(value, scope);
    if (typeof found === 'string') return found;
    throw runtimeError(
      `The ${field}Path field refers to value "${JSON.stringify(found)}" which is not a string: ${path}`,
    );
  };
}
