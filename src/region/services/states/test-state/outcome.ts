import type { TestStateCommandOutput } from '@aws-sdk/client-sfn';
import type { HistoryEvent, JsonObject } from '../../../../asl/index.ts';
import type { Tested } from './drive.ts';
import type { Subject } from './subject.ts';

type Outcome = Pick<TestStateCommandOutput, 'status' | 'output' | 'error' | 'cause' | 'nextState'>;

/** How a tested state ended, read from what its history says. Source: API Reference, "TestState", Response Elements. */
export function outcomeOf({ name }: Subject, { history, retry }: Tested): Outcome {
  const failed = history.map(detailsOf).find((details) => details && 'error' in details && !('output' in details));
  const failure = failed && { error: failed.error as string, cause: failed.cause as string | undefined };
  if (retry) return { status: 'RETRIABLE', ...failure };
  const left = history.findIndex((event) => event.type.endsWith('StateExited') && detailsOf(event)?.name === name);
  if (left < 0) return { status: 'FAILED', ...failure };
  const output = detailsOf(history[left]!)?.output as string;
  const entered = history.slice(left + 1).find(({ type }) => type.endsWith('StateEntered'));
  const nextState = entered && (detailsOf(entered)?.name as string);
  return { status: failure ? 'CAUGHT_ERROR' : 'SUCCEEDED', output, ...failure, ...(nextState && { nextState }) };
}

function detailsOf(event: HistoryEvent): JsonObject | undefined {
  return Object.values(event).find((member) => typeof member === 'object');
}
