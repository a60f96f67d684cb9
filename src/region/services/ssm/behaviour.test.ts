/** What Systems Manager makes of machines that behave otherwise than they should. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestRegion, type TestRegion } from '../../../../test/region.ts';
import type { Behaviour } from '../../machines/simulated/behaviour.ts';
import { service as ec2 } from '../ec2/index.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { createProfile, ended, eventually, launch, pingStatus, profile } from './fixture.ts';
import { service as ssm } from './index.ts';

interface Given {
  readonly region: TestRegion;
  readonly id: string;
  /** Starts the instance, which behaves as given from this start on, and waits until its agent reports. */
  start(managed?: boolean): Promise<void>;
  send(document: string, parameters: Record<string, string[]>): Promise<string>;
}

/** A managed instance that is stopped. */
async function given(t: { after(work: () => Promise<void>): void }, behaviour: Behaviour): Promise<Given> {
  const region = await openTestRegion({ services: [iam, sts, ec2, ssm] });
  t.after(() => region.close());
  await createProfile(region, profile, ['ssm:UpdateInstanceInformation']);
  const id = await launch(region, { IamInstanceProfile: { Name: profile } });
  const reach = (status: string) =>
    eventually(
      () => pingStatus(region, id),
      (found) => found === status,
    );
  await reach('Online');
  await region.clients.ec2.stopInstances({ InstanceIds: [id] });
  await eventually(
    async () => (await region.clients.ec2.describeInstances({ InstanceIds: [id] })).Reservations![0]!.Instances![0]!,
    ({ State }) => State?.Name === 'stopped',
  );
  region.simulate(id, behaviour);
  return {
    region,
    id,
    async start(managed = true) {
      await region.clients.ec2.startInstances({ InstanceIds: [id] });
      if (managed) await reach('Online');
    },
    async send(DocumentName, Parameters) {
      const { Command } = await region.clients.ssm.sendCommand({ InstanceIds: [id], DocumentName, Parameters });
      return Command!.CommandId!;
    },
  };
}

/** What the product asks of a machine before it patches it. */
const check = `
end=$(($(date +%s) + 900))
while fuser /var/lib/dpkg/lock-frontend >/dev/null 2>&1; do
  if [ "$(date +%s)" -ge "$end" ]; then echo "lock=held"; exit 75; fi
  sleep 10
done
echo "boot=$(cat /proc/sys/kernel/random/boot_id)"
who | while read -r user rest; do echo "user=$user"; done
if command -v dpkg-query >/dev/null; then
  dpkg-query -W -f='package=\${Package} \${Version}\\n'
else
  rpm -qa --qf 'package=%{NAME} %{VERSION}-%{RELEASE}\\n'
fi
if [ -e /var/run/reboot-required ]; then echo "reboot=due"; fi`;

const information = async ({ region, id }: Given) =>
  (await region.clients.ssm.describeInstanceInformation({ Filters: [{ Key: 'InstanceIds', Values: [id] }] }))
    .InstanceInformationList![0]!;

const state = async ({ region, id }: Given, CommandId: string) => {
  const { CommandInvocations } = await region.clients.ssm.listCommandInvocations({ CommandId, InstanceId: id });
  return CommandInvocations![0]?.StatusDetails;
};

test("a script of one's own sees the boot, the users, the packages, and waits for the package lock", async (t) => {
  const machine = await given(t, { packageLock: 600, users: ['ada', 'grace'], pendingUpdates: 2 });
  await machine.start();
  const commandId = await machine.send('AWS-RunShellScript', { commands: [check] });
  const { Status, StandardOutputContent, ExecutionElapsedTime } = await ended(machine.region, commandId, machine.id);
  assert.equal(Status, 'Success');
  assert.match(ExecutionElapsedTime!, /^PT(9M5|10M)/);
  assert.match(
    StandardOutputContent!,
    /^boot=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}\nuser=ada\nuser=grace\npackage=apt 2\.6\.1\n/,
  );
  assert.doesNotMatch(StandardOutputContent!, /reboot=due/);
});

test('patching waits for the package lock, and takes the seconds and the packages that it is to take', async (t) => {
  const machine = await given(t, { packageLock: 300, pendingUpdates: 2, patchSeconds: 120 });
  await machine.start();
  const parameters = { Operation: ['Install'], RebootOption: ['NoReboot'] };
  const { Status, ExecutionElapsedTime, StandardOutputContent } = await ended(
    machine.region,
    await machine.send('AWS-RunPatchBaseline', parameters),
    machine.id,
  );
  assert.equal(Status, 'Success');
  assert.match(ExecutionElapsedTime!, /^PT(6M5|7M)/);
  assert.match(StandardOutputContent!, /2 upgraded/);
});

// biome-ignore format: a table
const failures: [what: string, behaviour: Behaviour, status: string, message: RegExp][] = [
  ['a full disk', { diskFull: true }, 'Failed', /You don't have enough free space/],
  ['no network', { noNetwork: true }, 'Failed', /Failed to fetch .*Temporary failure resolving/],
  ['an installation that hangs', { patchHangs: true }, 'TimedOut', /still running when its time was over/],
  ['a reboot that never returns', { rebootHangs: true }, 'TimedOut', /time was over/],
];
for (const [what, behaviour, status, message] of failures)
  test(`patching ends with ${what}`, async (t) => {
    const machine = await given(t, behaviour);
    await machine.start();
    const id = await machine.send('AWS-RunPatchBaseline', { Operation: ['Install'] });
    const { Status, StandardErrorContent } = await ended(machine.region, id, machine.id);
    assert.equal(Status, status);
    assert.match(StandardErrorContent!, message);
  });

test('an agent that never reports leaves its instance unmanaged, though its status checks pass', async (t) => {
  const machine = await given(t, { agent: 'never' });
  await machine.start(false);
  const { ec2 } = machine.region.clients;
  await eventually(
    async () =>
      (await ec2.describeInstanceStatus({ InstanceIds: [machine.id] })).InstanceStatuses![0]?.InstanceStatus?.Status,
    (status) => status === 'ok',
  );
  assert.equal((await information(machine)).PingStatus, 'ConnectionLost');
});

test('an agent that updates itself loses the command that runs, which stays InProgress; the next one is another version', async (t) => {
  // Late, so that simulated time does not come to it between two steps of the test.
  const machine = await given(t, { agent: 'updates', agentUpdatesAfter: 6 * 3600 });
  await machine.start();
  const before = await information(machine);
  const lost = await machine.send('AWS-RunShellScript', { commands: ['sleep 86400'], executionTimeout: ['172800'] });
  const after = await eventually(
    () => information(machine),
    ({ AgentVersion }) => AgentVersion !== before.AgentVersion,
  );
  assert.equal(after.PingStatus, 'Online');
  const next = await machine.send('AWS-RunShellScript', { commands: ['sleep 120', 'echo here'] });
  assert.equal((await ended(machine.region, next, machine.id)).Status, 'Success');
  assert.equal(await state(machine, lost), 'InProgress');
});

test('an agent that goes in the middle of the patching is gone until the next boot', async (t) => {
  const machine = await given(t, { agent: 'goesInPatch' });
  await machine.start();
  const lost = await machine.send('AWS-RunPatchBaseline', { Operation: ['Install'] });
  await eventually(
    async () => (await information(machine)).PingStatus,
    (status) => status === 'ConnectionLost',
  );
  assert.equal(await state(machine, lost), 'InProgress');
  await machine.region.clients.ec2.rebootInstances({ InstanceIds: [machine.id] });
  await eventually(
    async () => (await information(machine)).PingStatus,
    (status) => status === 'Online',
  );
  assert.equal(await state(machine, lost), 'InProgress');
});

test('sessions are seen as long as they are open, and afterwards in the history', async (t) => {
  const owner = 'arn:aws:iam::123456789012:user/ada';
  const machine = await given(t, { sessions: [owner, owner] });
  await machine.start();
  const { ssm, ec2 } = machine.region.clients;
  const sessions = async (State: 'Active' | 'History', value = machine.id) =>
    (await ssm.describeSessions({ State, Filters: [{ key: 'Target', value }] })).Sessions!;
  const [first, second] = await sessions('Active');
  assert.deepEqual([first?.Owner, first?.Target, first?.Status], [owner, machine.id, 'Connected']);
  assert.deepEqual(await sessions('Active', 'i-00000000'), []);
  await ssm.terminateSession({ SessionId: first!.SessionId });
  assert.deepEqual(
    (await sessions('Active')).map(({ SessionId }) => SessionId),
    [second!.SessionId],
  );
  await ec2.stopInstances({ InstanceIds: [machine.id] });
  await eventually(
    async () => (await sessions('History')).map(({ Status }) => Status),
    (statuses) => statuses.length === 2 && statuses.every((status) => status === 'Terminated'),
  );
  await assert.rejects(ssm.terminateSession({ SessionId: 'nobody-1' }), { name: 'DoesNotExistException' });
});
