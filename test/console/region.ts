/** A console over a Region for tests, asked without a socket. */
import { clientsFor } from '../../src/aws/clients.ts';
import { pageFolder } from '../../src/cli/page-folder.ts';
import { consolePath, createConsole } from '../../src/console/index.ts';
import { openTestRegion, type TestRegion } from '../region.ts';

export const token = 'a-token-for-tests';
export const host = '127.0.0.1:4567';

export interface TestConsole extends TestRegion {
  /** Sends a request as the console's own page does. @param path below `/_console/`, unless it begins with a slash */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** As `request`, of an action. */
  order(name: string, input: unknown): Promise<Response>;
}

export async function openTestConsole(test: { after(work: () => unknown): void }): Promise<TestConsole> {
  const region = await openTestRegion({ time: 'real' });
  test.after(() => region.close());
  const clients = clientsFor({
    endpoint: region.endpoint,
    region: 'us-east-1',
    credentials: async () => region.region.credentials,
    description: 'the Region of this test',
  });
  const server = createConsole({ clients, endpoint: 'the Region of this test', token, pace: 20, assets: pageFolder });
  const request = async (path: string, { headers, ...init }: RequestInit = {}) =>
    server.request(`http://${host}${path.startsWith('/') ? path : `${consolePath}/${path}`}`, {
      ...init,
      headers: { host, authorization: `Bearer ${token}`, ...headers },
    });
  const order = (name: string, input: unknown) =>
    request(`api/actions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: `http://${host}` },
      body: JSON.stringify(input),
    });
  return { ...region, request, order };
}
