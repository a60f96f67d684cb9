/**
 * The Amazon States Language as a pure function: `step(machine, snapshot, event) -> [snapshot, effects]`.
 * No clock, no randomness, no service: time, seed and the answers of services come in as arguments.
 */

export { compile } from './compile.ts';
export { comparisonOperators, testOperators } from './data/choice.ts';
export { intrinsicFunctions } from './data/intrinsics/index.ts';
export type {
  CancelTaskEffect,
  CancelTimerEffect,
  ChildEffect,
  ContinueEffect,
  Effect,
  FinishedEffect,
  HistoryEffect,
  MapRunEffect,
  MapRunEndedEffect,
  MapRunRedrivenEffect,
  TaskEffect,
  TimerEffect,
} from './effect.ts';
export type {
  Aborted,
  ChildEnded,
  Continue,
  Event,
  Heartbeat,
  MapRunUpdated,
  TaskReported,
  TimerFired,
} from './event.ts';
export { detailsNameOf, type HistoryEvent, longestHistory } from './history.ts';
export { awaitsTask, mapRunIn } from './inquiry.ts';
export {
  type Integration,
  type IntegrationPattern,
  integrationOf,
  itemReaderResources,
  optimizedIntegrations,
  resultWriterResources,
} from './integrations.ts';
export { isObject, type Json, type JsonObject, textOf } from './json.ts';
export type { Machine } from './machine.ts';
export { redrive } from './redrive.ts';
export type { ExecutionContext, ExecutionStatus, ExecutionType, Snapshot, StateMachineContext } from './snapshot.ts';
export { stateTypes } from './states/index.ts';
export { type Start, start, step } from './step.ts';
export { type SupportTable, supportTables } from './support.ts';
export { executionTimer } from './transitions.ts';
export { type Diagnostic, InvalidDefinition, validate } from './validation/validate.ts';
