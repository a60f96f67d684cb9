import type { InspectionData } from '@aws-sdk/client-sfn';
import { compile, type Json, type JsonObject, start } from '../../../../asl/index.ts';
import { TaskFailure } from '../task/integrations/integration.ts';
import type { Beginning, Tested } from './drive.ts';
import { alone, type Subject } from './subject.ts';

/** What a state made of its data, step by step, as far as it came. Source: API Reference, "InspectionData". */
export function inspect(subject: Subject, beginning: Beginning, tested: Tested): InspectionData {
  const { input } = beginning;
  const { state, language } = subject;
  const outcome = tested.task?.outcome;
  const answered = outcome instanceof TaskFailure ? undefined : outcome?.output;
  const shown: { [name in keyof InspectionData]?: Json | undefined } = { input };
  if (language === 'JSONata') {
    shown.afterArguments = tested.task?.arguments;
    shown.result = answered;
  } else {
    shown.afterInputPath = evaluate(beginning, pick(state, ['InputPath']), input);
    if (processes(state)) {
      shown.afterParameters =
        tested.task?.arguments ?? evaluate(beginning, pick(state, ['InputPath', 'Parameters']), input);
      shown.result = state.Type === 'Pass' ? (state.Result ?? shown.afterParameters) : answered;
      const { ResultSelector, ResultPath } = state;
      if (shown.result !== undefined) {
        shown.afterResultSelector =
          ResultSelector === undefined
            ? shown.result
            : evaluate(beginning, { Parameters: ResultSelector }, shown.result);
        const placed = { Result: shown.afterResultSelector ?? null, ...(ResultPath !== undefined && { ResultPath }) };
        shown.afterResultPath = evaluate(beginning, placed, input);
      }
    }
  }
  const texts = Object.entries(shown).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(texts.map(([name, value]) => [name, JSON.stringify(value)])),
    ...(tested.retry && {
      errorDetails: { retryIndex: tested.retry.index, retryBackoffIntervalSeconds: tested.retry.delay / 1000 },
    }),
  };
}

/** State types that have more than an InputPath and an OutputPath. */
const processes = ({ Type }: JsonObject): boolean => ['Pass', 'Task', 'Map', 'Parallel'].includes(String(Type));

const pick = (state: JsonObject, names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(state).filter(([name]) => names.includes(name)));

/** Each of these steps is what a Pass state does that has those fields alone. @returns undefined if it fails */
function evaluate({ variables, roleArn, now, seed }: Beginning, fields: JsonObject, input: Json): Json | undefined {
  const state = { Type: 'Pass', ...fields, End: true };
  const [, effects] = start(compile(alone({ name: 'Step', state, language: 'JSONPath' })), {
    input,
    variables,
    execution: { Id: 'arn:aws:states:::execution:TestState:test', Name: 'test', RoleArn: roleArn },
    stateMachine: { Id: 'arn:aws:states:::stateMachine:TestState', Name: 'TestState' },
    type: 'STANDARD',
    now,
    seed,
  });
  const last = effects.at(-1);
  return last?.type === 'finished' && last.status === 'SUCCEEDED' ? last.output : undefined;
}
