/** One run of PatchFleet on real machines, each with a trouble of its own; then the sweeper. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Instance } from '@aws-sdk/client-ec2';
import { isFailure } from '../../src/maintenance/rules/outcome.ts';
import { TAG } from '../../src/maintenance/rules/tags.ts';
import { describeInstance, reaches } from '../e2e/instances.ts';
import { openOnce, workflowsOf } from '../e2e/maintenance.ts';
import { until } from '../e2e/until.ts';
import { type ContainerFleet, type Machine, openContainers, patience, type Report } from './containers.ts';
import { CASES, type ContainerCase, LOCK_SECONDS, PACKAGE } from './containers-cases.ts';
import { allAre } from './fleet.ts';

/** What is known of an instance when the run is over. */
interface Seen {
  readonly machine: Machine;
  readonly before: Instance;
  readonly after: Instance;
  /** versions by the files of dpkg */
  readonly old: string | undefined;
  readonly now: string | undefined;
  readonly running: boolean;
}

describe('a fleet of real machines', () => {
  let fleet: ContainerFleet;
  let execution: string;
  let status: string;
  let report: Report;
  /** of the copy that there was of the canary before the run */
  let oldSnapshot: string;
  let baseline: string;
  const seen = new Map<ContainerCase, Seen>();

  const tagsOf = ({ Tags = [] }: Instance) => Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]));
  const lineOf = (one: ContainerCase) =>
    report.instances.find(({ instanceId }) => instanceId === seen.get(one)!.machine.id)!;
  const named = (name: string) => CASES.find((one) => one.name.includes(name))!;
  const subjects = async () => (await fleet.mails()).map((mail) => /^Subject: (.*)\r$/m.exec(mail)?.[1]);

  before(async () => {
    fleet = await openContainers({
      AlarmAddress: 'ops@example.com',
      MaxConcurrency: '100%',
      PollIntervalSeconds: '1',
      StartLimitMinutes: '1',
      StopLimitMinutes: '1',
      LockSeconds: String(LOCK_SECONDS),
      SnapshotsToKeep: '1',
      SweepMinutes: '2',
      Cutoff: '0',
    });
    await confirmSubscription();
    baseline = await approveOnly(PACKAGE);
    const machines = await fleet.launch(CASES.length);
    const at = (one: ContainerCase) => machines[CASES.indexOf(one)]!;
    await Promise.all(CASES.map((one) => one.prepare && at(one).run('prepare', one.prepare)));
    oldSnapshot = await takeSnapshot(at(CASES[0]!));
    await Promise.all(CASES.map((one, index) => tag(at(one), one, index)));
    const found = (state: string) => CASES.filter((one) => one.found === state).map((one) => at(one).id);
    await fleet.clients.ec2.stopInstances({ InstanceIds: found('stopped') });
    await allAre(fleet.clients, found('stopped'), 'stopped');
    const earlier = await Promise.all(
      CASES.map(async (one) => ({
        old: await at(one).installed(PACKAGE),
        before: await describeInstance(fleet.clients, at(one).id),
      })),
    );

    const { WindowId } = fleet.outputs;
    await fleet.clients.ssm.updateMaintenanceWindow({ WindowId, Enabled: false, Schedule: 'rate(1 day)' });
    [execution = ''] = await workflowsOf(fleet.clients, await openOnce(fleet.clients, WindowId), 1);
    const [run] = await Promise.all([
      until(
        'the run ends',
        () => fleet.clients.states.describeExecution({ executionArn: execution }),
        (described) => described.status !== 'RUNNING',
        patience,
      ),
      ...CASES.map((one) => one.meanwhile?.(at(one), fleet, execution)),
    ]);
    status = run.status!;
    report = await fleet.evidence(run.name!, 'report.json');
    for (const [index, one] of CASES.entries()) {
      const machine = at(one);
      const instance = await describeInstance(fleet.clients, machine.id);
      const isThere = (await machine.status()) !== 'absent';
      seen.set(one, {
        machine,
        ...earlier[index]!,
        after: instance,
        now: isThere ? await machine.installed(PACKAGE) : undefined,
        running: (await machine.status()) === 'running',
      });
    }
  });
  after(() => fleet?.close());

  /** Subscribes as people do: by the mail that asks them. */
  async function confirmSubscription(): Promise<void> {
    const [mail = ''] = await until(
      'the mail comes',
      () => fleet.mails(),
      (mails) => mails.length > 0,
    );
    const [, TopicArn, Token] = /--topic-arn (\S+) --token (\S+)/.exec(mail) ?? [];
    await fleet.clients.sns.confirmSubscription({ TopicArn, Token });
  }

  /** Other packages take their time and show nothing else. */
  async function approveOnly(name: string): Promise<string> {
    const approved = { Name: name, OperatingSystem: 'DEBIAN' as const, ApprovedPatches: [name] };
    const { BaselineId } = await fleet.clients.ssm.createPatchBaseline(approved);
    await fleet.clients.ssm.registerDefaultPatchBaseline({ BaselineId });
    return BaselineId!;
  }

  async function takeSnapshot({ id }: Machine): Promise<string> {
    const { BlockDeviceMappings } = await describeInstance(fleet.clients, id);
    const { SnapshotId } = await fleet.clients.ec2.createSnapshot({
      VolumeId: BlockDeviceMappings![0]!.Ebs!.VolumeId,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'wakepatch:snapshot', Value: id }] }],
    });
    await until(
      `${SnapshotId} is made`,
      () => fleet.clients.ec2.describeSnapshots({ SnapshotIds: [SnapshotId!] }),
      ({ Snapshots }) => Snapshots![0]!.State === 'completed',
      patience,
    );
    return SnapshotId!;
  }

  /** The first one was never verified, so that it is the canary. */
  async function tag({ id }: Machine, { name, tags = {} }: ContainerCase, index: number): Promise<void> {
    const all = { Name: name, ...tags, ...(index > 0 && { [TAG.verified]: new Date().toISOString() }) };
    const Tags = Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
    await fleet.clients.ec2.createTags({ Resources: [id], Tags });
  }

  for (const one of CASES)
    test(`${one.name}: ${one.outcome}, ${one.reason}`, () => {
      const { before, after, old, now, running } = seen.get(one)!;
      const line = lineOf(one);
      assert.deepEqual([line.outcome, line.reason], [one.outcome, one.reason], JSON.stringify(line));
      assert.equal((line.leftOn as { reason: string } | undefined)?.reason, one.leftOn);
      assert.equal(after.State?.Name, one.state);
      assert.equal(running, one.state === 'running', 'the machine itself');
      if (one.found === 'running') assert.deepEqual(after.LaunchTime, before.LaunchTime, 'it was never stopped');
      if (one.package) assert.equal(now === undefined ? 'half' : now === old ? 'old' : 'new', one.package);
      if (one.state === 'terminated' || one.reason === 'Unfinished') return;
      assert.equal(tagsOf(after)[TAG.outcome], one.outcome === 'Skipped' ? undefined : `${one.outcome} ${one.reason}`);
    });

  test('what the evidence says of packages is what the machines have', () => {
    for (const one of CASES.filter(({ outcome }) => outcome === 'Patched')) {
      const { old, now } = seen.get(one)!;
      assert.equal(lineOf(one).baselineId, baseline);
      const changes = lineOf(one).changes as { name: string; from: string; to: string }[];
      assert.deepEqual(
        changes.find(({ name }) => name === PACKAGE),
        { name: PACKAGE, from: old, to: now },
        one.name,
      );
    }
  });

  test('the lease is kept where something is left awake, and nowhere else', () => {
    for (const [one, { after }] of seen) {
      if (one.state === 'terminated') continue;
      const leases = Object.keys(tagsOf(after)).filter((key) => key.startsWith(TAG.lease));
      assert.equal(leases.length, one.outcome === 'LeftAwake' ? 1 : 0, one.name);
    }
  });

  test('a copy of each disk was made before the patching, and the one of an earlier run is gone', async () => {
    const copies = await fleet.snapshots();
    assert.ok(!copies.includes(oldSnapshot));
    for (const one of CASES) {
      if (one.outcome === 'Skipped' || one.reason === 'Unfinished') continue;
      assert.ok(copies.includes(lineOf(one).snapshotId as string), one.name);
    }
  });

  test('the run has gone on to its end, and its report counts all', async () => {
    assert.equal(status, 'FAILED');
    const name = execution.split(':').at(-1)!;
    const csv = await fleet.evidence(name, 'report.csv');
    assert.equal(csv.trim().split('\r\n').length, CASES.length + 1);
    for (const [outcome, count] of Object.entries(report.totals.outcomes))
      assert.equal(count, CASES.filter((one) => one.outcome === outcome).length, outcome);
    assert.ok(CASES.some(({ outcome }) => isFailure(outcome)));
  });

  test('people are told of the run, and at once of what could not be stopped', async () => {
    const { machine } = seen.get(named('protects it'))!;
    await until('the mails come', subjects, (told) => told.includes('wakepatch: trouble'), patience);
    assert.ok((await subjects()).includes(`LeftAwake: ${machine.id}`));
  });

  test('the sweeper stops what was left awake, once it may, and raises the alarm', async () => {
    const [guarded, killed] = ['protects it', 'execution is stopped'].map((name) => seen.get(named(name))!.machine.id);
    const { end } = await fleet.evidence<{ end: string }>(execution.split(':').at(-1)!, 'plan.json');
    const sweep = async () => {
      const { Payload } = await fleet.clients.lambda.invoke({
        FunctionName: fleet.outputs.LeaseSweeperFunction,
        Payload: Buffer.from(JSON.stringify({ time: new Date(Date.parse(end) + 60_000).toISOString() })),
      });
      return JSON.parse(Buffer.from(Payload!).toString());
    };

    assert.deepEqual(await sweep(), { stopped: [killed], failed: [guarded] });
    await fleet.clients.ec2.modifyInstanceAttribute({ InstanceId: guarded, DisableApiStop: { Value: false } });
    assert.deepEqual(await sweep(), { stopped: [guarded], failed: [] });

    for (const id of [guarded!, killed!]) {
      await reaches(fleet.clients, id, 'stopped');
      await until('the mail comes', subjects, (told) => told.includes(`LeftAwake: ${id}`), patience);
    }
    assert.deepEqual(await sweep(), { stopped: [], failed: [] });
  });

  test('in the end nothing that was found stopped is awake, but what people have taken', async () => {
    for (const [one, { machine }] of seen) {
      if (one.found === 'running' || one.leftOn) continue;
      assert.notEqual(await machine.status(), 'running', one.name);
    }
  });
});
