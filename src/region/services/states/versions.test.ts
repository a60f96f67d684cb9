import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { only, openRegionWithRole, type RegionWithRole, states } from './fixture.ts';

let region: RegionWithRole;
before(async () => {
  region = await openRegionWithRole({ seed: 'versions' });
});
after(() => region.close());

const says = (Result: string) => only({ Type: 'Pass', Result });

/** A state machine with as many versions, which answer "1", "2" and so on. */
async function withVersions(name: string, count: number): Promise<{ machine: string; versions: string[] }> {
  const machine = await region.machine(name, says('1'), { publish: true });
  for (let number = 2; number <= count; number++)
    await region.clients.states.updateStateMachine({
      stateMachineArn: machine,
      definition: JSON.stringify(says(String(number))),
      publish: true,
    });
  return { machine, versions: Array.from({ length: count }, (_, index) => `${machine}:${index + 1}`) };
}

const outputOf = async (arn: string) => JSON.parse((await region.ended(await region.start(arn))).output ?? '');

describe('a version', () => {
  test('runs what was published, whatever the state machine has become', async () => {
    const { machine, versions } = await withVersions('Kept', 2);
    assert.deepEqual(
      [await outputOf(versions[0]!), await outputOf(versions[1]!), await outputOf(machine)],
      ['1', '2', '2'],
    );
    const execution = await region.ended(await region.start(versions[0]!));
    assert.equal(execution.stateMachineVersionArn, versions[0]);
    assert.equal(execution.stateMachineArn, machine);
    const [started] = await region.history(execution.executionArn ?? '');
    assert.equal(started?.executionStartedEventDetails?.stateMachineVersionArn, versions[0]);
    const { executions } = await region.clients.states.listExecutions({ stateMachineArn: versions[0] });
    assert.equal(executions?.length, 2);
  });

  test('is published once for a revision, and its number is never given again', async () => {
    const { states: client } = region.clients;
    const stateMachineArn = await region.machine('Numbers', says('1'));
    const publish = async (more: object = {}) =>
      (await client.publishStateMachineVersion({ stateMachineArn, ...more })).stateMachineVersionArn;
    assert.equal(await publish({ revisionId: 'INITIAL', description: 'first' }), `${stateMachineArn}:1`);
    assert.equal(await publish(), `${stateMachineArn}:1`);
    await assert.rejects(publish({ description: 'other' }), { name: 'ConflictException' });
    const { revisionId } = await client.updateStateMachine({ stateMachineArn, definition: JSON.stringify(says('2')) });
    await assert.rejects(publish({ revisionId: 'INITIAL' }), { name: 'ConflictException' });
    assert.equal(await publish({ revisionId }), `${stateMachineArn}:2`);
    await client.deleteStateMachineVersion({ stateMachineVersionArn: `${stateMachineArn}:2` });
    assert.equal(await publish(), `${stateMachineArn}:3`);
    const { stateMachineVersions } = await client.listStateMachineVersions({ stateMachineArn });
    assert.deepEqual(
      stateMachineVersions?.map((each) => each.stateMachineVersionArn),
      [`${stateMachineArn}:3`, `${stateMachineArn}:1`],
    );
    const described = await client.describeStateMachine({ stateMachineArn: `${stateMachineArn}:1` });
    assert.deepEqual([described.description, described.definition], ['first', JSON.stringify(says('1'))]);
  });

  test('is not there unless it was published', async () => {
    const stateMachineArn = await region.machine('None', says('1'));
    const absent = { name: 'StateMachineDoesNotExist' };
    await assert.rejects(region.start(`${stateMachineArn}:1`), absent);
    await assert.rejects(
      region.clients.states.describeStateMachine({ stateMachineArn: `${stateMachineArn}:1` }),
      absent,
    );
  });
});

describe('an alias', () => {
  const create = (name: string, ...routing: [arn: string | undefined, weight: number][]) =>
    region.clients.states.createStateMachineAlias({
      name,
      routingConfiguration: routing.map(([stateMachineVersionArn, weight]) => ({ stateMachineVersionArn, weight })),
    });

  test('stands for its version, and for another one when it is updated', async () => {
    const { states: client } = region.clients;
    const { machine, versions } = await withVersions('Alias', 2);
    const { stateMachineAliasArn } = await create('LIVE', [versions[0], 100]);
    assert.equal(stateMachineAliasArn, `${machine}:LIVE`);
    const execution = await region.ended(await region.start(stateMachineAliasArn));
    assert.equal(execution.output, '"1"');
    assert.deepEqual(
      [execution.stateMachineAliasArn, execution.stateMachineVersionArn],
      [stateMachineAliasArn, versions[0]],
    );
    await client.updateStateMachineAlias({
      stateMachineAliasArn,
      routingConfiguration: [{ stateMachineVersionArn: versions[1], weight: 100 }],
    });
    assert.equal(await outputOf(stateMachineAliasArn), '2');
    const { executions } = await client.listExecutions({ stateMachineArn: stateMachineAliasArn });
    assert.equal(executions?.length, 2);
    await client.deleteStateMachineAlias({ stateMachineAliasArn });
    await assert.rejects(client.describeStateMachineAlias({ stateMachineAliasArn }), { name: 'ResourceNotFound' });
  });

  test('shares executions out by the weights of its versions', async () => {
    const { versions } = await withVersions('Weights', 2);
    const { stateMachineAliasArn } = await create('SPLIT', [versions[0], 75], [versions[1], 25]);
    const outputs: string[] = [];
    for (let count = 0; count < 40; count++) outputs.push(await outputOf(stateMachineAliasArn ?? ''));
    const second = outputs.filter((output) => output === '2').length;
    assert.ok(second > 0 && second < 20, `${second} of 40`);
  });

  test('is created again only as it is, and keeps its versions from being deleted', async () => {
    const { states: client } = region.clients;
    const { machine, versions } = await withVersions('Guards', 2);
    const first = await create('A', [versions[0], 100]);
    assert.deepEqual(
      await create('A', [versions[0], 100]).then(({ creationDate }) => creationDate),
      first.creationDate,
    );
    await assert.rejects(create('A', [versions[1], 100]), {
      name: 'ConflictException',
      message:
        'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
    });
    await assert.rejects(client.deleteStateMachineVersion({ stateMachineVersionArn: versions[0] }), {
      name: 'ConflictException',
      message:
        'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [A]',
    });
    const { stateMachineAliases } = await client.listStateMachineAliases({ stateMachineArn: machine });
    assert.deepEqual(
      stateMachineAliases?.map((each) => each.stateMachineAliasArn),
      [`${machine}:A`],
    );
    assert.deepEqual((await client.listStateMachineAliases({ stateMachineArn: versions[1] })).stateMachineAliases, []);
  });

  test('has one or two versions, of one state machine, whose weights make 100', async () => {
    const { versions } = await withVersions('Rules', 2);
    const { versions: others } = await withVersions('Others', 1);
    const invalid = { name: 'ValidationException' };
    await assert.rejects(create('B', [versions[0], 60], [versions[1], 60]), invalid);
    await assert.rejects(create('B', [versions[0], 50], [versions[0], 50]), invalid);
    await assert.rejects(create('B', [versions[0], 50], [others[0], 50]), invalid);
    await assert.rejects(create('7', [versions[0], 100]), invalid);
    await assert.rejects(create('B', [`${states}:stateMachine:Rules:9`, 100]), { name: 'ResourceNotFound' });
  });
});
