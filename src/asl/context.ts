import type { Scope } from './data/scope.ts';
import type { Json, JsonObject } from './json.ts';
import { randomNumber, randomUuid } from './random.ts';
import { peekFrame, type Run } from './run.ts';
import type { Frame } from './snapshot.ts';

/** What the expressions of a frame's current state can see, beside the value they are applied to. */
export function scopeOf(
  run: Run,
  frame: Frame,
  more: { result?: Json; errorOutput?: Json; taskToken?: string } = {},
): Scope {
  const { snapshot } = run;
  return {
    now: run.now,
    input: frame.input,
    result: more.result,
    errorOutput: more.errorOutput,
    context: () => contextOf(run, frame, more.taskToken),
    variable: (name) => variableOf(run, frame, name),
    variables: () => variablesOf(run, frame),
    random: (seed) =>
      seed === undefined ? randomNumber(snapshot.seed, snapshot.draws++) : randomNumber(String(seed), 0),
    uuid: () => randomUuid(snapshot.seed, snapshot.draws++),
  };
}

/** State types whose context shows how often they were retried. */
const retriable = new Set(['Map', 'Parallel', 'Task']);

/** The Context object. Source: "Accessing execution data from the Context object in Step Functions". */
function contextOf(run: Run, frame: Frame, taskToken?: string): JsonObject {
  const { execution, stateMachine } = run.snapshot;
  const context: JsonObject = {
    Execution: { ...execution },
    StateMachine: { ...stateMachine },
    State: { Name: frame.state, EnteredTime: new Date(frame.enteredTime ?? run.now).toISOString() },
  };
  const { type } = run.machine.flows[frame.flow]!.states[frame.state]!;
  if (retriable.has(type)) (context.State as JsonObject).RetryCount = frame.retryCount ?? 0;
  if (taskToken !== undefined) context.Task = { Token: taskToken };
  const item = itemOf(run, frame);
  if (item) context.Map = { Item: item };
  return context;
}

/** `$$.Map.Item` of the innermost iteration that the frame is part of. */
function itemOf(run: Run, frame: Frame): JsonObject | undefined {
  for (let f: Frame | undefined = frame; f; f = f.parent === undefined ? undefined : peekFrame(run, f.parent)) {
    if (!f.item) continue;
    const { index, value, key, source } = f.item;
    const item: JsonObject = { Index: index, Value: value };
    if (key !== undefined) item.Key = key;
    if (source !== undefined) item.Source = source;
    return item;
  }
  return undefined;
}

function variableOf(run: Run, frame: Frame, name: string): Json | undefined {
  for (let f: Frame | undefined = frame; f; f = f.parent === undefined ? undefined : peekFrame(run, f.parent)) {
    if (f.variables && Object.hasOwn(f.variables, name)) return f.variables[name];
  }
  return undefined;
}

function variablesOf(run: Run, frame: Frame): JsonObject {
  const outer = frame.parent === undefined ? undefined : peekFrame(run, frame.parent);
  return outer ? { ...variablesOf(run, outer), ...frame.variables } : { ...frame.variables };
}
