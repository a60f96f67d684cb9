import { EC2 } from '@aws-sdk/client-ec2';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SNS } from '@aws-sdk/client-sns';
import { SSM } from '@aws-sdk/client-ssm';
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
import { type Behaviour, simulateAccount } from './simulated-account.ts';

export type Handlers = Record<string, (event: never) => Promise<object>>;

/** A call of the state named `state`, from the first (1) on, that goes wrong. */
export interface Fault {
  state: string;
  error: string;
  /** How many calls in a row; all of them unless given. */
  times?: number;
  /** Whether the work is done before the error is reported. */
  afterTheFact?: boolean;
}

/** What is rehearsed. */
export interface Rehearsal {
  definition: object;
  /** what the definition's `${names}` stand for, beside the functions */
  settings: Readonly<Record<string, string>>;
  handlers: Handlers;
  behaviour: Behaviour;
  instanceId: string;
  input: Json;
  faults?: readonly Fault[];
}

const BEGINNING = Date.parse('2030-01-31T02:00:00Z');
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:';

/** For tests: executes a definition with the real functions against a simulated account, in simulated time. */
export async function rehearse(rehearsal: Rehearsal) {
  const { definition, settings, handlers, behaviour, instanceId, input, faults = [] } = rehearsal;
  let now = BEGINNING;
  const account = simulateAccount(behaviour, instanceId, () => now);
  const history: HistoryEvent[] = [];
  const timers = new Map<string, number>();
  const tasks: TaskEffect[] = [];
  const calls = new Map<string, number>();
  const invoked: string[] = [];
  let finished: FinishedEffect | undefined;

  const arns = Object.fromEntries(Object.keys(handlers).map((name) => [name, FUNCTION_ARN + name]));
  const machine = compile(substitute(JSON.stringify(definition), { Partition: 'aws', ...settings, ...arns }));

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

  async function answer(task: TaskEffect) {
    const state = enteredStates(history).at(-1)!;
    const number = (calls.get(state) ?? 0) + 1;
    calls.set(state, number);
    const fault = faults.find((each) => each.state === state && number <= (each.times ?? Number.POSITIVE_INFINITY));
    try {
      if (fault?.error === 'States.Timeout') return { kind: 'timedOut', error: fault.error } as const;
      if (fault && !fault.afterTheFact) throw failure(fault.error);
      const output = await call(task);
      if (fault) throw failure(fault.error);
      return { kind: 'succeeded', output } as const;
    } catch (error) {
      const { name, message } = error as Error;
      return {
        kind: 'failed',
        error: name,
        cause: JSON.stringify({ errorType: name, errorMessage: message }),
      } as const;
    }
  }

  /** What the integration answers: a function by its ARN, lambda:invoke, or an operation of a service. */
  async function call({ resource, integration, arguments: args }: TaskEffect): Promise<Json> {
    if (resource.startsWith(FUNCTION_ARN)) return invoke(resource, args);
    if (integration.resourceType !== 'lambda') return callService(integration.service, integration.operation, args);
    const { FunctionName, Payload } = args as { FunctionName: string; Payload: Json };
    return { ExecutedVersion: '$LATEST', Payload: await invoke(FunctionName, Payload), StatusCode: 200 };
  }

  async function invoke(arn: string, payload: Json): Promise<Json> {
    const name = arn.slice(FUNCTION_ARN.length);
    invoked.push(name);
    return JSON.parse(JSON.stringify(await handlers[name]!(payload as never)));
  }

  return {
    ...finished,
    states: enteredStates(history),
    /** Each state entered is one, and each attempt of a task. Source: "AWS Step Functions Pricing". */
    transitions: history.filter(({ type }) => /Scheduled$|(?<!Task)StateEntered$/.test(type)).length,
    invoked,
    events: history.length,
    /** The answer of the state that was last left by that name. */
    outputOf: (state: string) => outputOf(history, state),
    instanceState: account.state(),
    tags: account.tags(),
    documents: account.documents(),
    snapshots: account.snapshots,
    evidence: account.evidence,
    count: account.count,
    seconds: (now - BEGINNING) / 1000,
  };
}

const failure = (name: string) => Object.assign(new Error('(from the test)'), { name });

type Operations = Record<string, (input: Json) => Promise<object>>;
const CLIENTS: Record<string, () => Operations> = {
  ec2: () => new EC2({}) as never,
  ssm: () => new SSM({}) as never,
  sns: () => new SNS({}) as never,
  // Its own integration takes the detail as it is, and not as text.
  events: () => ({
    putEvents: (input) => {
      const { Entries } = input as { Entries: { Detail: Json }[] };
      const entries = Entries.map((entry) => ({ ...entry, Detail: JSON.stringify(entry.Detail) }));
      return new EventBridge({}).putEvents({ Entries: entries });
    },
  }),
};
const ERROR_NAMES: Record<string, (name: string) => string> = {
  // EC2 has one exception for all its errors.
  ec2: () => 'Ec2.Ec2Exception',
  sns: (name) => `SNS.${name}Exception`,
  events: (name) => `EventBridge.${name}`,
  ssm: (name) => `Ssm.${name.replace(/Exception$/, '')}Exception`,
};

/** Source: Step Functions Developer Guide, "Learning to use AWS service SDK integrations in Step Functions". */
async function callService(service: string, operation: string, input: Json): Promise<Json> {
  try {
    return JSON.parse(JSON.stringify(await CLIENTS[service]!()[operation]!(input)));
  } catch (error) {
    const { name, message } = error as Error;
    throw Object.assign(new Error(message), { name: ERROR_NAMES[service]!(name) });
  }
}

/** As the resource handler of AWS::StepFunctions::StateMachine does it with DefinitionSubstitutions. */
export function substitute(text: string, values: Readonly<Record<string, string>>): string {
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
