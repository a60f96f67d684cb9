import { readFileSync } from 'node:fs';
import type { HistoryEvent, Json, JsonObject, Start, TaskEffect } from '../index.ts';
import type { Answer, Drive } from './drive.ts';

/** One recorded execution; see test/asl-cases/README.md. */
export interface Case {
  id: string;
  /** `recorded`: dd-mm-yyyy, hh:mm:ss. */
  source: { recorded: string };
  volatile: boolean;
  machineType: 'STANDARD' | 'EXPRESS';
  definition: JsonObject;
  input: Json;
  taskResults?: { type: string; output?: Json; error?: string; cause?: Json }[];
  expect: {
    status: string;
    output?: string;
    error?: string;
    cause?: string;
    eventTypes?: string[];
    history?: HistoryEvent[];
  };
}

/** The cases of a file in test/asl-cases. */
export function readCases(file: string): Case[] {
  const text = readFileSync(new URL(`../../../test/asl-cases/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => asToday(JSON.parse(line) as Case));
}

const account = 'arn:aws:states:us-east-1:111111111111';

/** When AWS began to show `RedriveCount` in `$$.Execution`, and to let MapStateExited point back to MapRunStarted. */
const redriveAdded = '2023-11-15';
const mapStateExitedChanged = '2024-11-01';

/** ISO 8601 date on which the case was recorded. */
function recordedOn({ source }: Case): string {
  const [day, month, year] = source.recorded.slice(0, 10).split('-');
  return `${year}-${month}-${day}`;
}

/** Members of objects which were not there yet when the case was recorded. */
export function addedSince(recorded: Case): string[] {
  return recordedOn(recorded) < redriveAdded ? ['RedriveCount'] : [];
}

/** The case as AWS would answer it since it changed what the exit of a distributed Map state points back to. */
function asToday(recorded: Case): Case {
  const history = recorded.expect.history;
  if (!history || recordedOn(recorded) >= mapStateExitedChanged) return recorded;
  const ended = new Map(history.filter(({ type }) => type === 'MapRunSucceeded').map((e) => [e.id, e.previousEventId]));
  const changed = history.map((event) =>
    event.type === 'MapStateExited' && ended.has(event.previousEventId)
      ? { ...event, previousEventId: ended.get(event.previousEventId)! }
      : event,
  );
  return { ...recorded, expect: { ...recorded.expect, history: changed } };
}

/** Inputs and results that are not objects were recorded as JSON text. */
function value(recorded: Json | undefined): Json {
  if (typeof recorded !== 'string') return recorded ?? null;
  try {
    return JSON.parse(recorded) as Json;
  } catch {
    return recorded;
  }
}

/** How the recorded execution was started. */
export function startOf({ input, machineType, expect }: Case): Start {
  const started = expect.history?.[0]?.executionStartedEventDetails as JsonObject | undefined;
  return {
    input: value(input),
    execution: {
      Id: `${account}:execution:machine:execution`,
      Name: 'execution',
      RoleArn: (started?.roleArn as string | undefined) ?? 'role',
    },
    stateMachine: { Id: `${account}:stateMachine:machine`, Name: 'machine' },
    type: machineType,
    now: Date.UTC(2026, 0, 1),
    seed: 'recordings',
  };
}

/** Answers tasks with what was recorded, in the recorded order. */
export function recordedAnswers(recorded: Case): Drive {
  const { taskResults = [], expect } = recorded;
  const results = [...taskResults];
  const submissions = (expect.history ?? []).filter(({ type }) => type === 'TaskSubmitted');
  const text = (value: Json | undefined) =>
    value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  return {
    answer({ id, integration, purpose, arguments: args, idempotencyKey }: TaskEffect): Answer[] {
      if (purpose === 'ItemReader') {
        return [{ type: 'task', id, kind: 'succeeded', output: { Body: objectRead(recorded) } }];
      }
      const answers: Answer[] = [{ type: 'task', id, kind: 'started' }];
      if (integration.events === 'Task' && integration.pattern !== 'requestResponse') {
        const submitted = submissions.shift()?.taskSubmittedEventDetails as JsonObject | undefined;
        if (submitted) answers.push({ type: 'task', id, kind: 'submitted', output: submitted.output! });
      }
      const result = results.shift();
      // What happened in the child executions of a Map Run was not recorded; their function returns what it is given.
      if (!result && idempotencyKey.includes(':execution:machine/')) {
        answers.push({ type: 'task', id, kind: 'succeeded', output: args });
        return answers;
      }
      if (!result) throw new Error(`no recorded result for ${integration.resource}`);
      if (result.type.endsWith('Succeeded')) {
        answers.push({ type: 'task', id, kind: 'succeeded', output: value(result.output) });
      } else if (result.type.endsWith('Failed')) {
        answers.push({ type: 'task', id, kind: 'failed', error: result.error, cause: text(result.cause) });
      }
      return answers;
    },
  };
}

/** What an ItemReader read was not recorded: it is put together from what came out of the Map Run. */
function objectRead({ definition, expect }: Case): string {
  if (expect.cause?.includes('non-iterable')) return '{}';
  const reader = Object.values(definition.States as Record<string, JsonObject>).find((s) => s.ItemReader)!.ItemReader;
  const { CSVHeaderLocation, MaxItems, MaxItemsPath } = (reader as { ReaderConfig: JsonObject }).ReaderConfig;
  const output = JSON.parse(expect.output ?? '[]') as JsonObject[];
  const items = output.flatMap((item) => (Array.isArray(item.Items) ? (item.Items as JsonObject[]) : [item]));
  // One more than is expected, where MaxItems should keep it out.
  if ((MaxItems ?? MaxItemsPath) && items.length === 2) items.push(items[0]!);
  if (CSVHeaderLocation === undefined) return JSON.stringify(items);
  const rows = items.map((item) => Object.values(item));
  if (CSVHeaderLocation === 'FIRST_ROW') rows.unshift(Object.keys(items[0] ?? {}));
  return rows.map((row) => `${row.map((field) => `"${field}"`).join(',')}\n`).join('');
}
