/** Counts from outside of the Region: functions tell it what they do, and it forgets nothing when the Region is killed. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** What a function has told: what it did, for which execution, and the id of the request in which it did it. */
export interface Told {
  readonly execution: string;
  readonly step: string;
  readonly requestId: string;
}

export interface Counter {
  readonly url: string;
  readonly told: readonly Told[];
}

export async function openCounter(test: Pick<TestContext, 'after'>): Promise<Counter> {
  const told: Told[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    told.push(JSON.parse(body) as Told);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told };
}
