import { Uint8ArrayBlobAdapter } from '@smithy/core/serde';
import { type Outside, operation, type Principal } from '../../../service.ts';
import { invalidRequestContent, requestTooLarge } from '../errors.ts';
import { type Invocation, invoke } from '../execution/invocation.ts';
import { functionNamed, onFunction } from '../function.ts';
import type { FunctionRow } from '../rows.ts';

/** Bytes. Source: "Lambda quotas", invocation payload, synchronous and asynchronous. */
const largestPayload = { RequestResponse: 6_291_456, Event: 1_048_576, DryRun: 6_291_456 } as const;
/** Bytes of the log that LogType Tail answers with. */
const tailSize = 4096;

/** Source: Lambda API Reference, "Invoke". `DryRun` looks only whether the caller may, which was done before. */
export const Invoke = operation<'lambda', 'Invoke'>({
  accepts: ['FunctionName', 'Qualifier', 'InvocationType', 'LogType', 'ClientContext', 'Payload'],
  authorize: (input, context) => [onFunction(context, 'InvokeFunction', input.FunctionName)],
  async respond(input, outside, principal, requestId) {
    const row = outside.transaction(principal, (context) =>
      functionNamed(context, input.FunctionName, input.Qualifier),
    );
    const type = input.InvocationType ?? 'RequestResponse';
    const payload = Buffer.from((input.Payload ?? '') as Uint8Array);
    const most = largestPayload[type];
    if (payload.length > most)
      throw requestTooLarge(`Request must be smaller than ${most} bytes for the InvokeFunction operation`);
    if (type === 'DryRun') return { StatusCode: 204 };
    const invocation: Invocation = {
      requestId,
      event: jsonOf(payload),
      ...(input.ClientContext !== undefined && { clientContext: clientContextOf(input.ClientContext) }),
    };
    if (type === 'Event') return accept(row, invocation, outside, principal);
    const { payload: body, failed, log } = await invoke(outside, row, invocation);
    return {
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      Payload: Uint8ArrayBlobAdapter.fromString(body),
      ...(failed && { FunctionError: 'Unhandled' }),
      ...(input.LogType === 'Tail' && { LogResult: Buffer.from(log).subarray(-tailSize).toString('base64') }),
    };
  },
});

/** An event that is accepted is kept until it is processed, or given up as Lambda's retry rules have it. */
function accept(row: FunctionRow, invocation: Invocation, outside: Outside, principal: Principal) {
  outside.transaction(principal, (context) =>
    context.addEffect({
      service: 'lambda',
      name: 'event',
      key: `${invocation.requestId}/0`,
      payload: { name: row.name, invocation, retry: 0, accepted: context.now },
    }),
  );
  return { StatusCode: 202 };
}

/** An empty payload is an empty object. @throws WireError InvalidRequestContentException */
function jsonOf(payload: Buffer): string {
  if (payload.length === 0) return '{}';
  const text = payload.toString();
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw invalidRequestContent(`Could not parse request body into json: ${(error as Error).message}`);
  }
}

function clientContextOf(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString());
  } catch (error) {
    throw invalidRequestContent(
      `Client context must be a valid Base64-encoded JSON object: ${(error as Error).message}`,
    );
  }
}
