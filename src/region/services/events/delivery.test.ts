import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WireError } from '../../errors.ts';
import type { Service } from '../../service.ts';
import { services } from '../index.ts';
import { openRegionWithRules, type RegionWithRules, until } from './fixture.ts';

const changed = (name: string, change: (service: Service) => Service) =>
  services.map((service) => (service.name === name ? change(service) : service));

/** Puts one event to a rule with a function of that name. */
async function tell(region: RegionWithRules, Name: string, RetryPolicy?: { MaximumRetryAttempts: number }) {
  const { events } = region.clients;
  const Arn = await region.listener(Name);
  await events.putRule({ Name, EventPattern: JSON.stringify({ source: [Name] }) });
  await events.putTargets({ Rule: Name, Targets: [{ Id: 'one', Arn, RetryPolicy }] });
  await events.putEvents({ Entries: [{ Source: Name, DetailType: 'Told', Detail: '{}' }] });
}

test('an event is given to its target once, though the Region is killed before it could write that down', async () => {
  let performances = 0;
  const region = await openRegionWithRules({
    services: changed('events', (service) => ({
      ...service,
      effects: {
        async deliver(...effect) {
          const commit = await service.effects!.deliver!(...effect);
          if (++performances > 1) return commit;
          return () => {
            throw new Error('killed');
          };
        },
      },
    })),
  });
  await tell(region, 'once');
  await until(() => performances === 2);
  await region.receives('once');
  // What is accepted later is processed later: nothing else is on its way when this has come.
  await tell(region, 'afterwards');
  await region.receives('afterwards');
  assert.equal((await region.got('once')).length, 1);
  await region.close();
});

describe('a target that is throttled', () => {
  const throttled = (times: number, calls: string[]) =>
    changed('lambda', (service) => {
      const Invoke = service.operations.Invoke!;
      return {
        ...service,
        operations: {
          ...service.operations,
          Invoke: {
            ...Invoke,
            async respond(input, ...rest) {
              calls.push(input.FunctionName);
              if (calls.length <= times)
                throw new WireError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
              return Invoke.respond!(input, ...rest);
            },
          },
        },
      };
    });

  test('is tried again', async () => {
    const calls: string[] = [];
    const region = await openRegionWithRules({ services: throttled(3, calls) });
    await tell(region, 'busy');
    await region.receives('busy');
    assert.equal(calls.length, 4);
    await region.close();
  });

  test('is given up after as many retries as its policy allows', async () => {
    const calls: string[] = [];
    const region = await openRegionWithRules({ services: throttled(9, calls) });
    await tell(region, 'busy', { MaximumRetryAttempts: 2 });
    await until(() => region.lines.some((line) => line.includes('of the rule busy was not delivered')));
    assert.equal(calls.length, 3);
    await region.close();
  });
});
