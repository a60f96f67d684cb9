import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AgentError, AgentSilent, withAgent } from './agent.ts';

describe('the client of the guest agent', () => {
  // Longer than a socket's path may be.
  const folder = mkdtempSync(join(tmpdir(), `wakepatch-${'long-'.repeat(20)}`));
  let answer: (request: { execute: string; arguments?: { id?: number } }, socket: Socket) => void;
  const server = createServer((socket) => {
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      for (const line of String(text).replaceAll('\xff', '').split('\n').filter(Boolean))
        answer(JSON.parse(line), socket);
    });
  });

  before(async () => {
    const here = process.cwd();
    process.chdir(folder);
    await new Promise<void>((resolve) => server.listen('agent.sock', resolve));
    process.chdir(here);
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const synchronise = (id: unknown, socket: Socket) =>
    socket.write(Buffer.concat([Buffer.from([0xff]), Buffer.from(`${JSON.stringify({ return: id })}\n`)]));

  test('passes over what was left in the channel, and takes answers in pieces', async () => {
    answer = ({ execute, arguments: args }, socket) => {
      if (execute === 'guest-sync-delimited') {
        socket.write(
          '{"return": {"pid": 7}}\nhalf of some{"error": {"class": "GenericError", "desc": "JSON parse error"}}\n',
        );
        synchronise(args?.id, socket);
      } else {
        socket.write('{"return": {"pid"');
        setImmediate(() => socket.write(': 8}}\n'));
      }
    };
    assert.deepEqual(await withAgent(folder, (agent) => agent.execute('guest-exec')), { pid: 8 });
  });

  test('tells a refusal', async () => {
    answer = ({ execute, arguments: args }, socket) => {
      if (execute === 'guest-sync-delimited') synchronise(args?.id, socket);
      else socket.write('{"error": {"class": "GenericError", "desc": "PID 7 does not exist"}}\n');
    };
    const refused = withAgent(folder, (agent) => agent.execute('guest-exec-status', { pid: 7 }));
    await assert.rejects(refused, (error) => error instanceof AgentError && /PID 7 does not exist/.test(error.message));
  });

  test('tells silence: a channel that is closed, and none at all', async () => {
    answer = (_, socket) => socket.destroy();
    await assert.rejects(
      withAgent(folder, (agent) => agent.execute('guest-ping')),
      AgentSilent,
    );
    const nowhere = mkdtempSync(join(tmpdir(), 'wakepatch-'));
    await assert.rejects(
      withAgent(nowhere, (agent) => agent.execute('guest-ping')),
      AgentSilent,
    );
    rmSync(nowhere, { recursive: true });
  });
});
