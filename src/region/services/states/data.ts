import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { HistoryEvent as AslEvent } from '../../../asl/index.ts';
import type { WireError } from '../../errors.ts';
import { invalidExecutionInput, invalidOutput, validationException } from './errors.ts';
import { jsonComplaint } from './json-complaint.ts';

/** "Maximum input or output size for a task, state, or execution": 256 KiB as UTF-8. Source: "Service quotas". */
const largestData = 262_144;

/** @throws WireError InvalidExecutionInput */
export function checkInput(input: string): string {
  if (input === '') throw invalidExecutionInput('Invalid execution input.');
  return checkJson(input, 'input', invalidExecutionInput);
}

/** @throws WireError InvalidOutput */
export function checkOutput(output: string): string {
  return checkJson(output, 'output', invalidOutput);
}

/** Data that is too long is refused by the constraints of the API, before it is looked at. */
function checkJson(text: string, member: string, invalid: (what: string) => WireError): string {
  if (Buffer.byteLength(text) > largestData)
    throw validationException(
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${largestData}`,
    );
  const complaint = jsonComplaint(text);
  if (complaint !== undefined) throw invalid(complaint);
  return text;
}

/** A stored event as the API answers it. @param withData whether inputs and outputs are included */
export function toHistoryEvent(event: AslEvent, withData: boolean): HistoryEvent {
  if (!withData)
    for (const details of Object.values(event))
      if (typeof details === 'object')
        for (const data of ['input', 'output', 'parameters', 'result']) delete details[data];
  return { ...event, timestamp: new Date(event.timestamp) } as unknown as HistoryEvent;
}
