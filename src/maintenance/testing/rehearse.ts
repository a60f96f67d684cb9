import {
  compile,
  type Effect,
  type FinishedEffect,
  type HistoryEvent,
  type Json,
  start,
  step,
  type TaskEffect,
} from '../../asl/index.ts';
import { handler as instancePatchPoller } from '../functions/instance-patch-poller.ts';
import { handler as instancePatcher } from '../functions/instance-patcher.ts';
import { handler as instancePoller } from '../functions/instance-poller.ts';
import { handler as instanceStarter } from '../functions/instance-starter.ts';
import { handler as instanceStopper } from '../functions/instance-stopper.ts';
import { definition } from '../stack/definition.ts';
import { type Behaviour, simulateAccount } from './simulated-account.ts';

const HANDLERS: Record<string, (event: never) => Promise<object>> = {
  InstanceStarter: instanceStarter,
  InstanceStopper: instanceStopper,
  InstancePoller: instancePoller,
  InstancePatcher: instancePatcher,
  InstancePatchPoller: instancePatchPoller,
};

const instanceId = 'i-0123456789abcdef0';
const SETTINGS = {
  Partition: 'aws',
  PatchOperation: 'Install',
  RebootOption: 'RebootIfNeeded',
  PollIntervalSeconds: '15',
  StartLimitMinutes: '15',
  PatchLimitMinutes: '125',
  StopLimitMinutes: '15',
};

/** A call of the state named `state`, from the first (1) on, that goes wrong. */
export interface Fault {
  state: string;
  error: string;
  /** How many calls in a row; all of them unless given. */
  times?: number;
  /** Whether the function does its work before the error is reported. */
  afterTheFact?: boolean;
}

/** For tests: executes the definition with the real functions against a simulated account, in simulated time. */
export async function rehearse(options: Behaviour & { afterPatching?: string; faults?: Fault[]; input?: Json }) {
  const { afterPatching = 'RestoreFoundState', faults = [], input = { instanceId } } = options;
  let now = Date.parse('2030-01-31T02:00:00Z');
  const account = simulateAccount(options, instanceId, () => now);
  const history: HistoryEvent[] = [];
  const timers = new Map<string, number>();
  const tasks: TaskEffect[] = [];
  const calls = new Map<string, number>();
  let finished: FinishedEffect | undefined;

  const settings = { ...SETTINGS, AfterPatching: afterPatching };
  const names = Object.fromEntries(Object.keys(HANDLERS).map((name) => [name, name]));
  const machine = compile(substitute(JSON.stringify(definition), { ...settings, ...names }));

  const perform = (effects: Effect[]) => {
    for (const effect of effects) {
      if (effect.type === 'history') history.push(effect.event);
      if (effect.type === 'timer') timers.set(effect.id, effect.at);
      if (effect.type === 'cancelTimer') timers.delete(effect.id);
      if (effect.type === 'task') tasks.push(effect);
      if (effect.type === 'finished') finished = effect;
    }
  };

  let [snapshot, effects] = start(machine, {
    input,
    execution: { Id: 'arn', Name: 'rehearsal', RoleArn: 'role' },
    stateMachine: { Id: 'arn', Name: 'wakepatch' },
    type: 'STANDARD',
    now,
    seed: 'rehearsal',
  });
  perform(effects);
  while (!finished) {
    const task = tasks.shift();
    if (task) {
      [snapshot, effects] = step(machine, snapshot, { type: 'task', id: task.id, now, ...(await answer(task)) });
    } else {
      const [id, at] = [...timers].sort(([, a], [, b]) => a - b)[0] ?? [];
      if (id === undefined || at === undefined) throw new Error('The execution waits for nothing');
      timers.delete(id);
      now = Math.max(now, at);
      [snapshot, effects] = step(machine, snapshot, { type: 'timer', id, now });
    }
    perform(effects);
  }

  /** What lambda:invoke reports. */
  async function answer({ arguments: call }: TaskEffect) {
    const { FunctionName, Payload } = call as { FunctionName: string; Payload: never };
    const state = enteredStates(history).at(-1)!;
    const number = (calls.get(state) ?? 0) + 1;
    calls.set(state, number);
    const fault = faults.find((each) => each.state === state && number <= (each.times ?? Number.POSITIVE_INFINITY));
    try {
      if (fault?.error === 'States.Timeout') return { kind: 'timedOut', error: fault.error } as const;
      if (fault && !fault.afterTheFact) throw Object.assign(new Error('(from the test)'), { name: fault.error });
      const output = JSON.parse(JSON.stringify(await HANDLERS[FunctionName]!(Payload)));
      if (fault) throw Object.assign(new Error('(from the test)'), { name: fault.error });
      return { kind: 'succeeded', output: { ExecutedVersion: '$LATEST', Payload: output, StatusCode: 200 } } as const;
    } catch (error) {
      const { name, message } = error as Error;
      return {
        kind: 'failed',
        error: name,
        cause: JSON.stringify({ errorType: name, errorMessage: message }),
      } as const;
    }
  }

  return {
    ...finished,
    states: enteredStates(history),
    events: history.length,
    /** The answer of the state that was last left by that name. */
    outputOf: (state: string) => outputOf(history, state),
    instanceState: account.state(),
    count: account.count,
    seconds: (now - Date.parse('2030-01-31T02:00:00Z')) / 1000,
  };
}

/** As the resource handler of AWS::StepFunctions::StateMachine does it with DefinitionSubstitutions. */
export function substitute(text: string, values: Record<string, string>): string {
  return Object.entries(values).reduce((done, [name, value]) => done.replaceAll(`\${${name}}`, value), text);
}

function enteredStates(history: HistoryEvent[]): string[] {
  return history.flatMap((event) => {
    const details = event.stateEnteredEventDetails;
    return typeof details === 'object' ? [String(details.name)] : [];
  });
}

function outputOf(history: HistoryEvent[], state: string): Json {
  const exit = history.findLast((event) => {
    const details = event.stateExitedEventDetails;
    return typeof details === 'object' && details.name === state;
  });
  const details = exit?.stateExitedEventDetails as { output: string } | undefined;
  return details ? JSON.parse(details.output) : null;
}
