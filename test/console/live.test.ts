/** Views as a page follows them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import jsonPatch from 'fast-json-patch';
import type { StackAnswer } from '../../src/console/views/stack.ts';
import { openTestConsole } from './region.ts';

const template = (names: readonly string[]) =>
  JSON.stringify({ Resources: Object.fromEntries(names.map((name) => [name, { Type: 'AWS::Logs::LogGroup' }])) });

test('a view is streamed whole, then by what has changed, then as unchanged, with the trouble in between', async (t) => {
  const { clients, request } = await openTestConsole(t);
  const response = await request('api/live/stack?stack=seen');
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const events = response
    .body!.pipeThrough(new TextDecoderStream() as never)
    .pipeThrough(new EventSourceParserStream())
    .getReader() as ReadableStreamDefaultReader<{ event: string; data: string }>;

  t.after(() => events.cancel());

  let seen: StackAnswer | undefined;
  /** Reads on until the event and what is seen by then are as wanted. */
  async function reads(wanted: string, isSo: (stack: StackAnswer | undefined, data: string) => boolean): Promise<void> {
    for (;;) {
      const { value, done } = await events.read();
      assert.ok(!done, 'the stream goes on');
      if (value.event === 'whole') seen = JSON.parse(value.data);
      if (value.event === 'patch') seen = jsonPatch.applyPatch(seen, JSON.parse(value.data)).newDocument;
      if (value.event === wanted && isSo(seen, value.data)) return;
    }
  }

  await reads('trouble', (_, data) => data.includes('There is no stack seen.'));
  await clients.cloudformation.createStack({ StackName: 'seen', TemplateBody: template(['First']) });
  await reads('whole', () => true);
  await reads('still', (stack) => stack?.status === 'CREATE_COMPLETE');
  await clients.cloudformation.updateStack({ StackName: 'seen', TemplateBody: template(['First', 'Second']) });
  await reads('patch', (stack) => stack?.resources.length === 2);
  await reads('still', (stack) => stack?.status === 'UPDATE_COMPLETE');
  assert.deepEqual(
    seen?.resources.map(({ logicalId, status }) => [logicalId, status]),
    [
      ['First', 'CREATE_COMPLETE'],
      ['Second', 'CREATE_COMPLETE'],
    ],
  );
  await clients.cloudformation.deleteStack({ StackName: 'seen' });
  await reads('trouble', (_, data) => data.includes('There is no stack seen.'));
});
