import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PatchComplianceData, RebootOption } from '@aws-sdk/client-ssm';
import type { CommandResult, MachineCommand, MachineDriver } from '../../../machines/driver.ts';
import { ended, openSsm, type SsmRegion } from '../fixture.ts';

const patch = (region: SsmRegion, id: string, Operation: 'Scan' | 'Install', RebootOption?: RebootOption, more = {}) =>
  region.run(id, {
    DocumentName: 'AWS-RunPatchBaseline',
    Parameters: { Operation: [Operation], ...(RebootOption && { RebootOption: [RebootOption] }), ...more },
  });

async function stateOf({ clients: { ssm } }: SsmRegion, id: string) {
  const { InstancePatchStates } = await ssm.describeInstancePatchStates({ InstanceIds: [id] });
  return InstancePatchStates![0];
}

async function patchOf(
  { clients: { ssm } }: SsmRegion,
  id: string,
  KBId: string,
): Promise<PatchComplianceData | undefined> {
  const { Patches } = await ssm.describeInstancePatches({ InstanceId: id, Filters: [{ Key: 'KBId', Values: [KBId] }] });
  return Patches![0];
}

async function versionOf(region: SsmRegion, id: string, name: string): Promise<string> {
  const { StandardOutputContent } = await region.shell(id, `dpkg-query -W ${name}`);
  return StandardOutputContent!.trim().split('\t')[1]!;
}

/** Stands before the machine's own programs: what it answers is taken instead. */
function answering(
  region: () => SsmRegion,
  answer: (command: MachineCommand) => CommandResult | undefined,
): Partial<MachineDriver> {
  return {
    exec: async (id, command, signal) => answer(command) ?? region().machines.exec(id, command, signal),
  };
}

test('Install brings the security updates, reboots the machine, and reports what it then finds on it', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const boot = await region.machines.bootId(id);

  const invocation = await patch(region, id, 'Install');

  assert.equal(invocation.Status, 'Success');
  assert.equal(invocation.PluginName, 'PatchLinux');
  const output = invocation.StandardOutputContent!;
  assert.match(output, /^Upgraded: openssl:amd64 3\.0\.15-1~deb12u1 -> 3\.0\.17-1~deb12u2$/m);
  assert.match(output, /^Installed: linux-image-6\.1\.0-37-amd64:amd64 6\.1\.140-1$/m);
  assert.match(output, /^BaselineName +: AWS-DebianDefaultPatchBaseline$/m);
  assert.match(output, /^SnapshotId +: [0-9a-f-]{36}$/m);
  assert.match(output, /^MissingCount +: 0$/m);
  assert.doesNotMatch(output, /tzdata/, 'an update that is not for security');
  assert.notEqual(await region.machines.bootId(id), boot);
  assert.equal(await versionOf(region, id, 'openssl'), '3.0.17-1~deb12u2');

  const state = await stateOf(region, id);
  assert.equal(state!.Operation, 'Install');
  assert.equal(state!.MissingCount, 0);
  assert.equal(state!.FailedCount, 0);
  assert.equal(state!.InstalledPendingRebootCount, 0);
  assert.match(output, new RegExp(`^SnapshotId +: ${state!.SnapshotId}$`, 'm'));
  const openssl = await patchOf(region, id, 'openssl.amd64');
  assert.equal(openssl!.State, 'Installed');
  assert.equal(openssl!.Title, 'openssl.amd64:3.0.17-1~deb12u2');
  assert.equal(openssl!.Classification, 'Security');
});

test('Scan tells what is missing and changes nothing', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const boot = await region.machines.bootId(id);
  const invocation = await patch(region, id, 'Scan');
  assert.equal(invocation.Status, 'Success');
  assert.match(invocation.StandardOutputContent!, /^Missing: openssl\.amd64:3\.0\.17-1~deb12u2$/m);
  assert.equal(await region.machines.bootId(id), boot);
  assert.equal(await versionOf(region, id, 'openssl'), '3.0.15-1~deb12u1');
  const state = await stateOf(region, id);
  assert.equal(state!.Operation, 'Scan');
  assert.equal(state!.MissingCount, 10);
  assert.equal(state!.SecurityNonCompliantCount, 10);
});

test('without a reboot what was installed is pending until there is one', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  const boot = await region.machines.bootId(id);
  await patch(region, id, 'Install', 'NoReboot');
  assert.equal(await region.machines.bootId(id), boot);
  assert.equal((await patchOf(region, id, 'openssl.amd64'))!.State, 'InstalledPendingReboot');
  assert.equal((await stateOf(region, id))!.InstalledPendingRebootCount, 11, 'the kernel that came with it too');
  await patch(region, id, 'Scan');
  assert.equal((await patchOf(region, id, 'openssl.amd64'))!.State, 'InstalledPendingReboot', 'still the same boot');
  await patch(region, id, 'Install', 'RebootIfNeeded');
  assert.notEqual(await region.machines.bootId(id), boot, 'nothing to install, but a reboot was due');
  assert.equal((await patchOf(region, id, 'openssl.amd64'))!.State, 'Installed');
});

test('when nothing is to be installed, nothing is rebooted', async (t) => {
  const region = await openSsm(t);
  const id = await region.managed();
  await patch(region, id, 'Install');
  const boot = await region.machines.bootId(id);
  assert.equal((await patch(region, id, 'Install')).Status, 'Success');
  assert.equal(await region.machines.bootId(id), boot);
});

test('the baseline of the patch group decides, by the tag of the instance', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const { BaselineId } = await ssm.createPatchBaseline({
    Name: 'CurlOnly',
    OperatingSystem: 'DEBIAN',
    ApprovedPatches: ['curl'],
    ApprovedPatchesComplianceLevel: 'CRITICAL',
  });
  await ssm.registerPatchBaselineForPatchGroup({ BaselineId, PatchGroup: 'web' });
  const id = await region.managed({
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Patch Group', Value: 'web' }] }],
  });
  const { StandardOutputContent } = await patch(region, id, 'Install');
  assert.match(StandardOutputContent!, /^Upgraded: curl:amd64/m);
  assert.equal(await versionOf(region, id, 'openssl'), '3.0.15-1~deb12u1');
  const { InstancePatchStates } = await ssm.describeInstancePatchStatesForPatchGroup({
    PatchGroup: 'web',
    Filters: [{ Key: 'MissingCount', Type: 'Equal', Values: ['0'] }],
  });
  assert.deepEqual(
    InstancePatchStates!.map((state) => [state.InstanceId, state.BaselineId, state.InstalledCount]),
    [[id, BaselineId, 1]],
  );
});

test('a snapshot id that was used before brings the baseline as it was then', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const id = await region.managed();
  const SnapshotId = ['0b1d3a2e-6c1f-4b4e-9d57-2f6d0a1c9e55'];
  await patch(region, id, 'Scan', undefined, { SnapshotId });
  const { BaselineId } = await ssm.createPatchBaseline({ Name: 'Nothing', OperatingSystem: 'DEBIAN' });
  await ssm.registerDefaultPatchBaseline({ BaselineId });
  await patch(region, id, 'Scan', undefined, { SnapshotId });
  assert.equal((await stateOf(region, id))!.MissingCount, 10);
  await patch(region, id, 'Scan');
  assert.equal((await stateOf(region, id))!.MissingCount, 0);
});

test('what a blocked package would have to come with is not installed', async (t) => {
  const region = await openSsm(t);
  const { ssm } = region.clients;
  const { BaselineId } = await ssm.createPatchBaseline({
    Name: 'NoNewKernel',
    OperatingSystem: 'DEBIAN',
    ApprovalRules: { PatchRules: [{ PatchFilterGroup: { PatchFilters: [{ Key: 'PRODUCT', Values: ['Debian12'] }] } }] },
    RejectedPatches: ['linux-image-6.1.0-37-amd64'],
    RejectedPatchesAction: 'BLOCK',
  });
  await ssm.registerDefaultPatchBaseline({ BaselineId });
  const id = await region.managed();
  const { StandardOutputContent } = await patch(region, id, 'Install');
  assert.match(StandardOutputContent!, /^Upgraded: openssl:/m);
  assert.match(StandardOutputContent!, /^Missing: linux-image-amd64\./m);
  assert.doesNotMatch(StandardOutputContent!, /^Installed: linux-image/m);
});

test('package lists that cannot be fetched make it fail in the words of the machine, and no state is made up', async (t) => {
  let region: SsmRegion | undefined;
  const stderr =
    "E: Failed to fetch http://mirror.example/debian/dists/bookworm/InRelease  Could not resolve 'mirror.example'\n";
  const faults = answering(
    () => region!,
    ({ key }) => (key.includes('.survey.') ? { exitCode: 100, stdout: 'Err:1\n', stderr } : undefined),
  );
  region = await openSsm(t, { faults });
  const id = await region.managed();
  const invocation = await patch(region, id, 'Install');
  assert.equal(invocation.Status, 'Failed');
  assert.equal(invocation.ResponseCode, 100);
  assert.equal(invocation.StandardErrorContent, stderr);
  assert.equal(await stateOf(region, id), undefined);
});

test('packages that could not be installed are Failed, and the machine is not rebooted', async (t) => {
  let region: SsmRegion | undefined;
  const stderr = "E: You don't have enough free space in /var/cache/apt/archives/.\n";
  const faults = answering(
    () => region!,
    ({ key }) => (key.includes('.install.') ? { exitCode: 100, stdout: '', stderr } : undefined),
  );
  region = await openSsm(t, { faults });
  const id = await region.managed();
  const boot = await region.machines.bootId(id);
  const invocation = await patch(region, id, 'Install');
  assert.equal(invocation.Status, 'Failed');
  assert.equal(invocation.StandardErrorContent, stderr);
  assert.match(invocation.StandardOutputContent!, /^Failed: openssl\.amd64/m);
  assert.equal((await stateOf(region, id))!.FailedCount, 10);
  assert.equal((await stateOf(region, id))!.MissingCount, 0);
  assert.equal(await region.machines.bootId(id), boot);
});

test('while another process has the lock it waits, and then goes on', async (t) => {
  let region: SsmRegion | undefined;
  let tries = 0;
  const stderr = 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 612 (apt-get)\n';
  const faults = answering(
    () => region!,
    ({ key }) => (key.includes('.survey.') && tries++ < 60 ? { exitCode: 100, stdout: '', stderr } : undefined),
  );
  region = await openSsm(t, { faults });
  const id = await region.managed();
  const invocation = await patch(region, id, 'Install');
  assert.equal(invocation.Status, 'Success');
  assert.equal(tries, 61, 'ten minutes, one try each ten seconds');
});

test('what an earlier run has left half done is finished first', async (t) => {
  let region: SsmRegion | undefined;
  const done: string[] = [];
  const stderr = "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem.\n";
  const faults = answering(
    () => region!,
    ({ key, argv }) => {
      if (argv[0] === 'dpkg') done.push(argv.slice(0, 3).join(' '));
      if (argv[0] === 'dpkg') return { exitCode: 0, stdout: 'Setting up openssl ...\n', stderr: '' };
      return key.includes('.install.') && done.length === 0 ? { exitCode: 100, stdout: '', stderr } : undefined;
    },
  );
  region = await openSsm(t, { faults });
  const id = await region.managed();
  assert.equal((await patch(region, id, 'Install')).Status, 'Success');
  assert.deepEqual(done, ['dpkg --configure -a']);
});

test('three round trips to the machine, whatever there is to install', async (t) => {
  let region: SsmRegion | undefined;
  const steps: string[] = [];
  const faults = answering(
    () => region!,
    ({ key }) => {
      if (key.includes('.1.')) steps.push(key.split('.').slice(2).join('.'));
      return undefined;
    },
  );
  region = await openSsm(t, { faults });
  const id = await region.managed();
  await patch(region, id, 'Install');
  assert.deepEqual(steps, ['survey.0', 'install.0', 'inspect.0']);
});

test('a Region that was closed at any step goes on, installs once and reboots once', async (t) => {
  for (const step of ['survey', 'install', 'reboot', 'inspect']) {
    const faults: Partial<MachineDriver> = {};
    const region = await openSsm(t, { faults });
    const id = await region.managed();
    const reached = Promise.withResolvers<void>();
    const stall = (signal?: AbortSignal): Promise<never> => {
      reached.resolve();
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
    };
    let boots = 0;
    faults.exec = async (machine, command, signal) => {
      const result = await region.machines.exec(machine, command, signal);
      return command.key.includes(`.${step}.`) ? stall(signal) : result;
    };
    faults.reboot = async (machine) => {
      boots += 1;
      await region.machines.reboot(machine);
      if (step === 'reboot') reached.resolve();
    };
    const { Command } = await region.clients.ssm.sendCommand({
      InstanceIds: [id],
      DocumentName: 'AWS-RunPatchBaseline',
      Parameters: { Operation: ['Install'] },
    });
    await reached.promise;
    await region.close();

    let again: SsmRegion | undefined;
    const reboot = async (machine: string) => {
      boots += 1;
      await again!.machines.reboot(machine);
    };
    again = await openSsm(t, { dataDir: region.dataDir, faults: { reboot } });
    const invocation = await ended(again, Command!.CommandId!, id);
    assert.equal(invocation.Status, 'Success', step);
    assert.equal(invocation.StandardOutputContent!.match(/^Upgraded: openssl:/gm)!.length, 1, step);
    assert.equal(boots, 1, step);
    await again.close();
  }
});
