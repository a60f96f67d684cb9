import { scopeOf } from '../context.ts';
import { compileJsonata } from '../data/jsonata.ts';
import { compileNumber } from '../data/numbers.ts';
import type { Evaluator } from '../data/scope.ts';
import { compileTemplate } from '../data/template.ts';
import { record } from '../history.ts';
import { type Integration, integrationOf } from '../integrations.ts';
import type { Json, JsonObject } from '../json.ts';
import type { StateSource, StateType } from '../machine.ts';
import { newId, newTaskToken, type Run, startTimer, stateOf } from '../run.ts';
import type { Frame, WaitingForTask } from '../snapshot.ts';
import { taskEvents } from './task-events.ts';
import { endTask, reportTask } from './task-reports.ts';
import { timeOutTogether } from './task-timeout.ts';

/** Has a service do something, and waits for its answer, for the end of the job, or for a task token to come back. */
export const Task: StateType = {
  fields: {
    common: [
      'Assign',
      'Catch',
      'Credentials',
      'End',
      'HeartbeatSeconds',
      'Next',
      'Resource',
      'Retry',
      'TimeoutSeconds',
    ],
    JSONPath: [
      'HeartbeatSecondsPath',
      'InputPath',
      'OutputPath',
      'Parameters',
      'ResultPath',
      'ResultSelector',
      'TimeoutSecondsPath',
    ],
    JSONata: ['Arguments', 'Output'],
  },
  required: ['Resource'],
  oneOf: [['End', 'Next']],
  atMostOneOf: [
    ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
    ['TimeoutSeconds', 'TimeoutSecondsPath'],
  ],
  compile(source) {
    const resource = source.definition.Resource as string;
    const integration = integrationOf(resource)!;
    const timeout = compileNumber(source, 'TimeoutSeconds');
    const heartbeat = compileNumber(source, 'HeartbeatSeconds');
    const credentials = compileCredentials(source);
    return {
      enter(run, frame, state) {
        const taskToken = integration.pattern === 'waitForTaskToken' ? newTaskToken(run) : undefined;
        const task = newId(run, frame);
        const scope = scopeOf(run, frame, { taskToken });
        const args = state.data.arguments(scope);
        const timeoutSeconds = timeout?.(frame.input, scope);
        const heartbeatSeconds = heartbeat?.(frame.input, scope);
        const role = credentials?.(frame.input, scope) as { RoleArn: string } | undefined;
        recordScheduled(run, frame, integration, args, { timeoutSeconds, heartbeatSeconds, role });
        const waiting: WaitingForTask = { for: 'task', task };
        if (taskToken !== undefined) waiting.taskToken = taskToken;
        if (timeoutSeconds !== undefined) {
          waiting.timeoutAt = run.now + timeoutSeconds * 1000;
          waiting.timeout = startTimer(run, frame, waiting.timeoutAt);
        }
        if (heartbeatSeconds !== undefined) {
          waiting.heartbeatSeconds = heartbeatSeconds;
          waiting.heartbeat = startTimer(run, frame, run.now + heartbeatSeconds * 1000);
        }
        frame.waiting = waiting;
        run.effects.push({
          type: 'task',
          id: task,
          resource,
          integration,
          arguments: args,
          ...(taskToken !== undefined && { taskToken }),
          ...(timeoutSeconds !== undefined && { timeoutSeconds }),
          ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
          ...(role && { credentials: role }),
          idempotencyKey: `${run.snapshot.execution.Id}/${task}`,
        });
      },
      timer(run, frame, _, timer) {
        timeOutTogether(run, frame, (overdue) => stateOf(run, overdue).behaviour.timeOut!(run, overdue, timer));
      },
      timeOut(run, frame, timer) {
        const { task, heartbeat } = frame.waiting as WaitingForTask;
        run.effects.push({ type: 'cancelTask', id: task });
        // The history says States.Timeout in both cases; Retry and Catch know a missed heartbeat by its own name too.
        const alias = timer === heartbeat ? 'States.HeartbeatTimeout' : undefined;
        return endTask(run, frame, integration, 'TimedOut', { error: 'States.Timeout', alias });
      },
      task(run, frame, state, report) {
        reportTask(run, frame, state, integration, report);
      },
    };
  },
};

/** Credentials: `{ "RoleArn": ... }`, a constant or an expression. */
function compileCredentials({ definition, language }: StateSource): Evaluator | undefined {
  const credentials = definition.Credentials;
  if (credentials === undefined) return undefined;
  return language === 'JSONata' ? compileJsonata(credentials, 'Credentials') : compileTemplate(credentials);
}

interface Limits {
  timeoutSeconds?: number;
  heartbeatSeconds?: number;
  role?: { RoleArn: string };
}

function recordScheduled(run: Run, frame: Frame, integration: Integration, args: Json, limits: Limits): void {
  // The Region stands in the ARN: arn:aws:states:us-east-1:...
  const region = run.snapshot.execution.Id.split(':')[3] ?? '';
  const details: JsonObject = taskEvents[integration.events].scheduled(integration, args, region);
  if (limits.timeoutSeconds !== undefined) details.timeoutInSeconds = limits.timeoutSeconds;
  if (limits.heartbeatSeconds !== undefined) details.heartbeatInSeconds = limits.heartbeatSeconds;
  if (limits.role) details.taskCredentials = { roleArn: limits.role.RoleArn };
  record(run, frame, `${integration.events}Scheduled`, details);
}
