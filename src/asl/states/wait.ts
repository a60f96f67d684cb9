import { scopeOf } from '../context.ts';
import { compilePathField } from '../data/expression.ts';
import { compileTyped } from '../data/jsonata.ts';
import { compileNumber } from '../data/numbers.ts';
import type { Scope } from '../data/scope.ts';
import { parseTimestamp } from '../data/timestamp.ts';
import { runtimeError, StatesError } from '../errors.ts';
import { type Json, textOf } from '../json.ts';
import type { StateSource, StateType } from '../machine.ts';
import { startTimer } from '../run.ts';
import { completeState } from '../transitions.ts';

/** Waits for a time, or until a time, then passes its input on. */
export const Wait: StateType = {
  fields: {
    common: ['Assign', 'End', 'Next', 'Seconds', 'Timestamp'],
    JSONPath: ['InputPath', 'OutputPath', 'SecondsPath', 'TimestampPath'],
    JSONata: ['Output'],
  },
  oneOf: [
    ['End', 'Next'],
    ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  ],
  compile(source) {
    const until = compileSeconds(source) ?? compileTimestamp(source);
    return {
      enter(run, frame, state) {
        const scope = scopeOf(run, frame);
        const at = until(state.data.input(scope), scope);
        if (at <= run.now) completeState(run, frame, state, state.data.input(scope));
        else frame.waiting = { for: 'timer', timer: startTimer(run, frame, at) };
      },
      timer(run, frame, state) {
        delete frame.waiting;
        completeState(run, frame, state, state.data.input(scopeOf(run, frame)));
      },
    };
  },
};

/** Milliseconds since epoch until when to wait. */
type Until = (value: Json, scope: Scope) => number;

/** "You must specify time as an integer value from 0 to 99999999." */
const longestWait = 99_999_999;

function compileSeconds(source: StateSource): Until | undefined {
  const { SecondsPath } = source.definition;
  const seconds = compileNumber(
    source,
    'Seconds',
    (field, path, value) => `The ${field} parameter cannot be parsed as a long value: ${path} == ${shown(value)}`,
  );
  if (!seconds) return undefined;
  return (value, scope) => {
    const wait = seconds(value, scope);
    if (wait < 0 && SecondsPath !== undefined) {
      throw runtimeError(`The SecondsPath parameter references a negative value: ${SecondsPath} == ${wait}`);
    }
    if (wait < 0 || wait > longestWait) {
      throw new StatesError('States.QueryEvaluationError', `Seconds must be between 0 and ${longestWait}.`, 'Seconds');
    }
    return scope.now + wait * 1000;
  };
}

function compileTimestamp({ definition, language }: StateSource): Until {
  const { Timestamp, TimestampPath } = definition;
  if (TimestampPath === undefined) {
    const evaluate = language === 'JSONata' ? compileTyped(Timestamp!, 'Timestamp', 'string') : () => Timestamp!;
    return (value, scope) => {
      const text = evaluate(value, scope) as string;
      const at = parseTimestamp(text);
      if (at !== undefined) return at;
      const cause = `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${text}`;
      throw new StatesError('States.QueryEvaluationError', cause, 'Timestamp');
    };
  }
  const read = compilePathField(TimestampPath as string);
  return (value, scope) => {
    const found = read(value, scope);
    const at = typeof found === 'string' ? parseTimestamp(found) : undefined;
    if (at !== undefined) return at;
    throw runtimeError(
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ' +
        `${TimestampPath} == ${shown(found)}`,
    );
  };
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : textOf(value);
}
