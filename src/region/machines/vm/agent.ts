import { randomInt } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** The agent does not answer: it is not up yet, is being upgraded, or the machine is down. */
export class AgentSilent extends Error {}

/** The agent answered with an error. */
export class AgentError extends Error {}

/** milliseconds for an answer; an emulated machine under load takes its time */
const patience = 5000;

export interface Agent {
  execute(command: string, args?: Record<string, unknown>): Promise<unknown>;
}

/**
 * Talks to the QEMU guest agent through its channel, which serves one client at a time.
 * @param folder of the machine; `agent.sock` in it is QEMU's end of the channel
 * @throws AgentSilent, AgentError
 * Source: QEMU Guest Agent Protocol Reference
 */
export async function withAgent<T>(folder: string, use: (agent: Agent) => Promise<T>): Promise<T> {
  // A socket's path may have 107 characters only. Through the folder's descriptor it is short wherever the folder is.
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  const socket = connect(`/proc/self/fd/${descriptor}/agent.sock`);
  try {
    const lines = receiver(socket);
    const send = (command: string, args?: Record<string, unknown>) =>
      socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    const agent: Agent = {
      async execute(command, args) {
        send(command, args);
        const answer = JSON.parse(await lines.next()) as { return?: unknown; error?: { desc: string } };
        if (answer.error !== undefined) throw new AgentError(`${command}: ${answer.error.desc}`);
        return answer.return;
      },
    };
    // The byte 0xff ends whatever half a request the client before us has left; the number tells our answer from his.
    const id = randomInt(2 ** 31);
    socket.write(Buffer.from([0xff]));
    send('guest-sync-delimited', { id });
    while (synchronised(await lines.next()) !== id);
    return await use(agent);
  } finally {
    socket.destroy();
    closeSync(descriptor);
  }
}

function synchronised(line: string): unknown {
  try {
    return JSON.parse(line).return;
  } catch {
    return undefined; // what was left in the channel
  }
}

function receiver(socket: Socket) {
  const arrived: string[] = [];
  let wake: () => void = () => {};
  let failure: AgentSilent | undefined;
  const fail = (error: AgentSilent) => {
    failure ??= error;
    wake();
  };
  let unfinished = '';
  socket.setEncoding('latin1'); // JSON in ASCII, but for the byte 0xff that the answer to a sync begins with
  socket.on('data', (text) => {
    const lines = (unfinished + String(text).replaceAll('\xff', '')).split('\n');
    unfinished = lines.pop()!;
    arrived.push(...lines);
    wake();
  });
  socket.on('error', (error) => fail(new AgentSilent(error.message)));
  socket.on('close', () => fail(new AgentSilent('the channel was closed')));
  socket.setTimeout(patience, () => fail(new AgentSilent(`no answer in ${patience} ms`)));
  return {
    async next(): Promise<string> {
      for (;;) {
        const line = arrived.shift();
        if (line !== undefined) return line;
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
