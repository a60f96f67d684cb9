/** For tests: a Region with topics, and the mails that it has written. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestRegionOptions } from '../../../../test/region.ts';
import { openRegionWithRules } from '../events/fixture.ts';

export { clientsAllowed, lenientSts } from '../../../../test/roles.ts';
export { until } from '../lambda/fixture.ts';

export const snsArn = 'arn:aws:sns:us-east-1:123456789012';

export interface Mail {
  headers: Readonly<Record<string, string>>;
  text: string;
}

export async function openRegionWithTopics(options: TestRegionOptions = {}) {
  // In simulated time a subscription that waits for its confirmation would be too old at once.
  const region = await openRegionWithRules({ time: 'real', ...options });
  const self = {
    ...region,
    async topic(Name: string): Promise<string> {
      return (await region.clients.sns.createTopic({ Name })).TopicArn!;
    },
    /** What was sent to an address, the oldest first. */
    async mails(address: string): Promise<Mail[]> {
      const folder = join(region.dataDir, 'mail');
      const files = await readdir(folder).catch(() => []);
      const read = files
        .filter((file) => file.endsWith('.eml'))
        .sort()
        .map((file) => readFile(join(folder, file), 'utf8'));
      return (await Promise.all(read)).map(parse).filter(({ headers }) => headers.To === address);
    },
    /** Waits for the mails to an address. */
    async mailed(address: string, count = 1): Promise<Mail[]> {
      for (;;) {
        const found = await self.mails(address);
        if (found.length >= count) return found;
      }
    },
    /** Subscribes an address, and confirms it with the token in its mail. */
    async subscriber(TopicArn: string, Endpoint: string, Attributes?: Record<string, string>): Promise<string> {
      await region.clients.sns.subscribe({ TopicArn, Protocol: 'email', Endpoint, Attributes });
      const Token = tokenIn((await self.mailed(Endpoint)).at(-1)!);
      return (await region.clients.sns.confirmSubscription({ TopicArn, Token })).SubscriptionArn!;
    },
  };
  return self;
}

export type RegionWithTopics = Awaited<ReturnType<typeof openRegionWithTopics>>;

export function tokenIn({ text }: Mail): string {
  return /--token (\S+)/.exec(text)?.[1] ?? '';
}

function parse(file: string): Mail {
  const end = file.indexOf('\r\n\r\n');
  const headers = file
    .slice(0, end)
    .split(/\r\n(?! )/)
    .map((line) => line.split(': ') as [string, string]);
  return { headers: Object.fromEntries(headers), text: file.slice(end + 4) };
}
