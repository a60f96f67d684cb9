/** The Region's engine with its store in a file, and without its door: what is measured is not HTTP. */
import { join } from 'node:path';
import { createAccess } from '../../src/region/access/access.ts';
import { clockMigrations } from '../../src/region/clock/kept.ts';
import { simulatedClock } from '../../src/region/clock/simulated.ts';
import { timerMigrations } from '../../src/region/clock/timers.ts';
import { createEngine } from '../../src/region/engine.ts';
import { randomIds } from '../../src/region/ids.ts';
import { journalMigrations } from '../../src/region/journal/journal.ts';
import { createDriver } from '../../src/region/machines/drivers.ts';
import { outboxMigrations } from '../../src/region/outbox/outbox.ts';
import { roleAccess } from '../../src/region/services/iam/access.ts';
import { service as iam } from '../../src/region/services/iam/index.ts';
import { service as states } from '../../src/region/services/states/index.ts';
import { service as sts } from '../../src/region/services/sts/index.ts';
import { openDatabase } from '../../src/region/store/database.ts';
import { migrate } from '../../src/region/store/migrate.ts';

const place = { account: '123456789012', region: 'us-east-1' };
const root = { type: 'root', arn: 'arn:aws:iam::123456789012:root', userId: place.account } as const;
const services = [iam, sts, states];

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const anything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'states:*', Resource: '*' }],
});

export async function openDurable(dataDir: string) {
  const db = openDatabase(join(dataDir, 'region.sqlite'));
  migrate(db, [
    { owner: 'core/clock', migrations: clockMigrations },
    { owner: 'core/journal', migrations: journalMigrations },
    { owner: 'core/timers', migrations: timerMigrations },
    { owner: 'core/outbox', migrations: outboxMigrations },
    ...services.map((service) => ({ owner: service.name, migrations: service.migrations })),
  ]);
  const clock = simulatedClock(0);
  const engine = createEngine({
    ...place,
    dataDir,
    cacheDir: dataDir,
    db,
    clock,
    ids: randomIds,
    repeatable: false,
    machines: createDriver('simulated', { dataDir, cacheDir: dataDir, namespace: 'bench', sleep: clock.sleep }),
    access: createAccess(place, { ...roleAccess, find: () => undefined }, services),
    services,
    log: (line) => console.error(line),
  });
  engine.start('');
  const { call, until } = engine.outside;

  const ended = (executionArn: string) =>
    until(`states/execution/${executionArn}`, () => {
      const row = db.one<{ status: string }>('SELECT status FROM states_executions WHERE arn = ?', executionArn);
      return row?.status === 'RUNNING' ? undefined : row?.status;
    });

  const { Role } = await call('iam', 'CreateRole', { RoleName: 'Bench', AssumeRolePolicyDocument: trust }, root);
  const policy = { RoleName: 'Bench', PolicyName: 'all', PolicyDocument: anything };
  await call('iam', 'PutRolePolicy', policy, root);
  let count = 0;

  return {
    async run(definition: object, inputs: readonly object[]): Promise<void> {
      const { stateMachineArn } = await call(
        'states',
        'CreateStateMachine',
        { name: `Bench${count++}`, roleArn: Role!.Arn!, definition: JSON.stringify(definition) },
        root,
      );
      for (const input of inputs) {
        const request = { stateMachineArn: stateMachineArn!, input: JSON.stringify(input) };
        const { executionArn } = await call('states', 'StartExecution', request, root);
        const status = await ended(executionArn!);
        if (status !== 'SUCCEEDED') throw new Error(`It has ${status}.`);
      }
    },
    async close(): Promise<void> {
      await engine.close();
      db.close();
    },
  };
}
