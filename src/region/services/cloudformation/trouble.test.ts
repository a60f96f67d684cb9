import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WireError } from '../../errors.ts';
import type { Operation, Service } from '../../service.ts';
import { openStacks, services } from './fixture.ts';

type Trouble = Readonly<Record<string, (input: object) => unknown>>;

/** The services, some operations of which do something else first, and answer that if it is an answer. */
const troubled = (service: string, troubles: Trouble): readonly Service[] =>
  services.map((one) => {
    if (one.name !== service) return one;
    const operations = Object.entries(troubles).map(([name, trouble]) => {
      const operation = one.operations[name]!;
      const run: Operation['run'] = (input, context) => trouble(input) ?? operation.run?.(input, context);
      return [name, { ...operation, run }] as const;
    });
    return { ...one, operations: { ...one.operations, ...Object.fromEntries(operations) } };
  });

const state = (Name: string) => () => ({
  Reservations: [{ Instances: [{ State: { Name }, StateReason: { Code: 'x', Message: 'no capacity' } }] }],
});
const machine = '{Type: AWS::EC2::Instance, Properties: {ImageId: ami-0deb1a12a0d640001, InstanceType: t3.micro}}';
const log = '{Type: AWS::Logs::LogGroup}';

describe('an instance', () => {
  test('that does not come up fails its stack, with the reason', async (t) => {
    const stacks = await openStacks(t, { services: troubled('ec2', { DescribeInstances: state('terminated') }) });
    const stack = await stacks.create(`Resources: {Machine: ${machine}}`);
    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE');
    assert.match(
      (await stacks.told()).find((line) => line.startsWith('Machine CREATE_FAILED'))!,
      /: Resource handler returned message: "Instance i-\w+ failed to start: no capacity" \(RequestToken: .*, HandlerErrorCode: NotStabilized\)/,
    );
  });

  test('that neither comes up nor fails is given an hour', async (t) => {
    const stacks = await openStacks(t, { services: troubled('ec2', { DescribeInstances: state('pending') }) });
    const begun = Date.UTC(2026, 0, 1);
    await stacks.cloudformation.createStack({
      StackName: 'fleet',
      TemplateBody: `Resources: {Machine: ${machine}}`,
      OnFailure: 'DO_NOTHING',
    });
    const stack = await stacks.settled();
    assert.equal(stack.StackStatus, 'CREATE_FAILED');
    const { StackEvents = [] } = await stacks.cloudformation.describeStackEvents({ StackName: 'fleet' });
    const failed = StackEvents.find(
      (event) => event.ResourceStatus === 'CREATE_FAILED' && event.LogicalResourceId === 'Machine',
    );
    assert.match(failed?.ResourceStatusReason ?? '', /Exceeded attempts to wait/);
    assert.equal(failed!.Timestamp!.getTime() - begun, 60 * 60 * 1000);
  });

  test('that is not up in the time that the stack has is given up, and what waits for it', async (t) => {
    let stuck = true;
    const untilTerminated: Trouble = {
      DescribeInstances: () => (stuck ? state('pending')() : undefined),
      TerminateInstances: () => {
        stuck = false;
      },
    };
    const stacks = await openStacks(t, { services: troubled('ec2', untilTerminated) });
    const template = `Resources: {Machine: ${machine}, Log: {Type: AWS::Logs::LogGroup, DependsOn: Machine}}`;
    const stack = await stacks.create(template, { TimeoutInMinutes: 5 });
    assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE');
    const told = await stacks.told();
    assert.ok(told.includes('Machine CREATE_FAILED: Resource creation cancelled'));
    assert.ok(
      told.includes(
        'fleet ROLLBACK_IN_PROGRESS: Stack creation time exceeded the specified timeout. Rollback requested by user.',
      ),
    );
  });
});

describe('a call that is throttled', () => {
  test('is tried again, and the stack knows nothing of it', async (t) => {
    let throttled = 3;
    const busy = () => {
      if (throttled-- > 0) throw new WireError('ThrottlingException', 'Rate exceeded');
    };
    const stacks = await openStacks(t, { services: troubled('logs', { CreateLogGroup: busy }) });
    const stack = await stacks.create(`Resources: {Log: ${log}}`);
    assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
    assert.deepEqual(await stacks.told(), [
      'fleet CREATE_IN_PROGRESS: User Initiated',
      'Log CREATE_IN_PROGRESS',
      'Log CREATE_IN_PROGRESS: Resource creation Initiated',
      'Log CREATE_COMPLETE',
      'fleet CREATE_COMPLETE',
    ]);
  });

  test('time and again fails its resource', async (t) => {
    const busy = () => {
      throw new WireError('ThrottlingException', 'Rate exceeded');
    };
    const stacks = await openStacks(t, { services: troubled('logs', { CreateLogGroup: busy }) });
    assert.equal((await stacks.create(`Resources: {Log: ${log}}`)).StackStatus, 'ROLLBACK_COMPLETE');
    assert.match((await stacks.told()).join('\n'), /Log CREATE_FAILED: .*Rate exceeded.*HandlerErrorCode: Throttling/);
  });
});

test('an update can be cancelled, and a creation deleted half-way', async (t) => {
  let stuck = false;
  const sometimes = () => (stuck ? state('pending')() : undefined);
  const stacks = await openStacks(t, { services: troubled('ec2', { DescribeInstances: sometimes }), time: 'real' });
  const inProgress = async (resource: string) => {
    for (;;) {
      const { StackResources = [] } = await stacks.cloudformation.describeStackResources({ StackName: 'fleet' });
      if (StackResources.some((one) => one.LogicalResourceId === resource && one.PhysicalResourceId)) return;
    }
  };
  await stacks.create(`Resources: {Log: ${log}}`);
  stuck = true;
  const updated = stacks.update(`Resources: {Log: ${log}, Machine: ${machine}}`);
  await inProgress('Machine');
  await stacks.cloudformation.cancelUpdateStack({ StackName: 'fleet' });
  stuck = false;
  assert.equal((await updated).StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  const told = await stacks.told();
  assert.ok(told.includes('Machine CREATE_FAILED: Resource creation cancelled'));
  assert.ok(told.includes('fleet UPDATE_ROLLBACK_IN_PROGRESS: User Initiated'));
  await assert.rejects(stacks.cloudformation.cancelUpdateStack({ StackName: 'fleet' }), {
    message: 'CancelUpdateStack cannot be called from current stack status',
  });
  await stacks.remove();

  stuck = true;
  const created = stacks.create(`Resources: {Log: ${log}, Machine: ${machine}}`);
  await inProgress('Machine');
  await stacks.cloudformation.deleteStack({ StackName: 'fleet' });
  stuck = false;
  assert.equal((await created).StackStatus, 'DELETE_COMPLETE');
  assert.deepEqual((await stacks.clients.logs.describeLogGroups({})).logGroups, []);
});
