/**
 * What the API demands of the members of its requests. Source: Systems Manager API Reference, the "Request Parameters" of
 * each operation on maintenance windows; a member means the same in all of them.
 */
import { constraint } from '../errors.ts';

interface Constraint {
  /** least and most characters */
  readonly length?: readonly [number, number];
  /** least and most */
  readonly range?: readonly [number, number];
  /** most items of a list */
  readonly items?: number;
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
}

const name = { length: [3, 128], pattern: /^[a-zA-Z0-9_\-.]{3,128}$/ } as const;
const uuid = {
  length: [36, 36],
  pattern: /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
} as const;
const targets = { items: 5 } as const;
const text = { length: [1, 128] } as const;

/** By dotted path, list indices left out. */
const constraints: Readonly<Record<string, Constraint>> = {
  WindowId: { length: [20, 20], pattern: /^mw-[0-9a-f]{17}$/ },
  WindowTargetId: uuid,
  WindowTaskId: uuid,
  WindowExecutionId: uuid,
  TaskId: uuid,
  InvocationId: uuid,
  Name: name,
  Description: text,
  Schedule: { length: [1, 256] },
  ScheduleOffset: { range: [1, 6] },
  Duration: { range: [1, 24] },
  Cutoff: { range: [0, 23] },
  ClientToken: { length: [1, 64] },
  OwnerInformation: text,
  ResourceType: { values: ['INSTANCE', 'RESOURCE_GROUP'] },
  Targets: targets,
  'Targets.Key': { length: [1, 163] },
  'Targets.Values': { items: 50 },
  TaskArn: { length: [1, 1600] },
  TaskType: { values: ['RUN_COMMAND', 'AUTOMATION', 'STEP_FUNCTIONS', 'LAMBDA'] },
  Priority: { range: [0, 2 ** 31 - 1] },
  MaxConcurrency: { length: [1, 7], pattern: /^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$/ },
  MaxErrors: { length: [1, 7], pattern: /^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$/ },
  CutoffBehavior: { values: ['CONTINUE_TASK', 'CANCEL_TASK'] },
  'TaskInvocationParameters.StepFunctions.Input': { length: [0, 4096] },
  'TaskInvocationParameters.StepFunctions.Name': { length: [1, 80] },
  'TaskInvocationParameters.Lambda.ClientContext': { length: [1, 8000] },
  'TaskInvocationParameters.Lambda.Qualifier': { length: [1, 128] },
  'TaskInvocationParameters.Lambda.Payload': { length: [0, 4096] },
  'TaskInvocationParameters.RunCommand.Comment': { length: [0, 100] },
  'TaskInvocationParameters.RunCommand.TimeoutSeconds': { range: [30, 2_592_000] },
  Filters: { items: 5 },
  'Filters.Key': { length: [1, 128] },
};

/** @throws WireError ValidationException for the first member that breaks its constraint */
export function hold(input: unknown, path = '', shown = ''): void {
  if (input === undefined || input === null) return;
  const wanted = constraints[path];
  if (wanted) check(input, wanted, shown);
  if (Array.isArray(input)) {
    for (const [index, item] of input.entries())
      if (typeof item === 'object') hold(item, path, `${shown}.${index + 1}.member`);
  } else if (typeof input === 'object' && !ArrayBuffer.isView(input)) {
    for (const [key, value] of Object.entries(input))
      hold(value, path ? `${path}.${key}` : key, shown ? `${shown}.${decapitalise(key)}` : decapitalise(key));
  }
}

function check(value: unknown, { length, range, items, pattern, values }: Constraint, shown: string): void {
  const demand = (words: string) => constraint(value, shown, `Member must ${words}`);
  if (items !== undefined && Array.isArray(value) && value.length > items)
    throw demand(`have length less than or equal to ${items}`);
  if (range && Number(value) < range[0]) throw demand(`have value greater than or equal to ${range[0]}`);
  if (range && Number(value) > range[1]) throw demand(`have value less than or equal to ${range[1]}`);
  const characters = (value as string | Uint8Array).length;
  if (length && characters < length[0]) throw demand(`have length greater than or equal to ${length[0]}`);
  if (length && characters > length[1]) throw demand(`have length less than or equal to ${length[1]}`);
  if (pattern && !pattern.test(value as string)) throw demand(`satisfy regular expression pattern: ${pattern.source}`);
  if (values && !values.includes(value as string)) throw demand(`satisfy enum value set: [${values.join(', ')}]`);
}

const decapitalise = (member: string): string => `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
