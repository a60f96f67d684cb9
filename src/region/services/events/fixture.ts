/** For tests: a Region whose functions write down the events that they get. */
import type { TestRegionOptions } from '../../../../test/region.ts';
import { services } from '../index.ts';
import { openRegionWithFunctions, policy, trustIn, until } from '../lambda/fixture.ts';
import type { Event } from './event.ts';

export { policy, trustIn, until };

export const account = '123456789012';
export const eventsArn = `arn:aws:events:us-east-1:${account}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;

const code = 'exports.handler = async (event) => console.log("GOT " + JSON.stringify(event));';

export async function openRegionWithRules(options: TestRegionOptions = {}) {
  const region = await openRegionWithFunctions({ services, ...options });
  const { clients } = region;
  return {
    ...region,
    /** A function that writes down its events, and lets rules invoke it. */
    async listener(name: string, SourceArn: string | undefined = `${eventsArn}:rule/*`) {
      await region.create(name, code);
      await clients.lambda.addPermission({
        FunctionName: name,
        StatementId: 'rules',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn,
      });
      return functionArn(name);
    },
    /** What a function has got so far. */
    async got(name: string): Promise<Event[]> {
      const { events } = await clients.logs.filterLogEvents({
        logGroupName: `/aws/lambda/${name}`,
        filterPattern: 'GOT',
      });
      return (events ?? []).map(({ message = '' }) => JSON.parse(message.slice(message.indexOf('GOT ') + 4)));
    },
    /** Waits until a function has got that many. */
    async receives(name: string, count = 1): Promise<Event[]> {
      for (;;) {
        const found = await this.got(name).catch((error: Error) => {
          // Its log group is made with its first event.
          if (error.name !== 'ResourceNotFoundException') throw error;
          return [];
        });
        if (found.length >= count) return found;
      }
    },
    /** A role that EventBridge may assume. */
    async role(RoleName: string, statement: object) {
      const made = await clients.iam.createRole({
        RoleName,
        AssumeRolePolicyDocument: trustIn('events.amazonaws.com'),
      });
      await clients.iam.putRolePolicy({ RoleName, PolicyName: 'own', PolicyDocument: policy(statement) });
      return made.Role!.Arn!;
    },
  };
}

export type RegionWithRules = Awaited<ReturnType<typeof openRegionWithRules>>;
