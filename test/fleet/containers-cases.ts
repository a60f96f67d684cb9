/** What befalls the instances of one run on real machines, one trouble each, and what has to come of it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome } from '../../src/maintenance/rules/outcome.ts';
import { TAG } from '../../src/maintenance/rules/tags.ts';
import { until } from '../e2e/until.ts';
import { type ContainerFleet, type Machine, patience } from './containers.ts';

/** What happens to an instance while the run is under way. */
type Meanwhile = (machine: Machine, fleet: ContainerFleet, execution: string) => Promise<unknown>;

export interface ContainerCase {
  readonly name: string;
  readonly found: 'stopped' | 'running';
  /** a shell script that is run on the machine before the run */
  readonly prepare?: string;
  /** tags that it has before the run */
  readonly tags?: Readonly<Record<string, string>>;
  readonly meanwhile?: Meanwhile;
  readonly outcome: Outcome;
  readonly reason: string;
  /** why it is left on, where it is */
  readonly leftOn?: string;
  /** EC2's state when the run is over */
  readonly state: 'stopped' | 'running' | 'terminated';
  /** whether its package is new then; `half`: it was cut off in the middle */
  readonly package?: 'new' | 'old' | 'half';
}

/** The package by which it is seen whether a machine is patched. */
export const PACKAGE = 'openssl';

/** Seconds for which the check waits for the package lock. */
export const LOCK_SECONDS = 30;

const hook = (command: string) =>
  `echo 'pre-invoke=[ "$DPKG_HOOK_ACTION" != configure ] || ${command}' >/etc/dpkg/dpkg.cfg.d/trouble`;

/** dpkg holds on where packages are unpacked and not yet set up, until it is told to go on. What is in /run is gone with the boot. */
const holdOn = hook('{ touch /run/mid-patch; for _ in $(seq 600); do [ -e /run/go-on ] && break; sleep 0.1; done; }');

/** A process that has the lock of the package manager, as apt-get itself takes it, until it is told to go on. */
const takeLock = `setsid perl -MFcntl -e '
  open my $file, "+<", "/var/lib/dpkg/lock-frontend" or die;
  my $whole = pack "s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0;
  fcntl $file, F_SETLK, $whole or die;
  open my $told, ">", "/run/locked";
  select undef, undef, undef, 0.1 until -e "/run/go-on";' </dev/null >/dev/null 2>&1 &
while [ ! -e /run/locked ]; do sleep 0.1; done`;

/** apt keeps what it fetches on a file system that is full by then. */
const fillDisk = `cat >/etc/apt/apt.conf.d/99full <<'END'
Dir::Cache::archives "/dev/shm/archives/";
APT::Update::Pre-Invoke { "mkdir -p /dev/shm/archives/partial; dd if=/dev/zero of=/dev/shm/full bs=1M 2>/dev/null || true"; };
END`;

/** Nobody listens there. */
const cutNetwork = `echo 'deb http://127.0.0.1:9/debian bookworm main' >/etc/apt/sources.list
echo 'Acquire::http::Proxy "DIRECT";' >/etc/apt/apt.conf.d/99direct`;

/** In the middle of its installation, packages unpacked and not set up. */
const midPatch = (machine: Machine) => machine.run('mid-patch', 'while [ ! -e /run/mid-patch ]; do sleep 0.1; done');
const goOn = (machine: Machine) => machine.run('go-on', 'touch /run/go-on');

const inMidPatch =
  (does: Meanwhile): Meanwhile =>
  async (machine, fleet, execution) => {
    await midPatch(machine);
    await does(machine, fleet, execution);
  };
const andGoOn =
  (does: Meanwhile): Meanwhile =>
  async (machine, fleet, execution) => {
    await does(machine, fleet, execution);
    await goOn(machine);
  };

async function leaseTag({ id }: Machine, { clients }: ContainerFleet): Promise<string> {
  const { Tags = [] } = await clients.ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [id] }] });
  return Tags.find(({ Key = '' }) => Key.startsWith(TAG.lease))!.Key!;
}

async function releaseLockLater(machine: Machine, { clients }: ContainerFleet): Promise<void> {
  await until(
    `${machine.id} is checked`,
    () => clients.ssm.listCommandInvocations({ InstanceId: machine.id }),
    ({ CommandInvocations = [] }) => CommandInvocations.some(({ Status }) => Status === 'InProgress'),
    patience,
  );
  await pause(20_000);
  await goOn(machine);
}

/** Ends the execution that has the instance, and not the run. */
async function stopExecution(machine: Machine, fleet: ContainerFleet, executionArn: string): Promise<void> {
  const { states } = fleet.clients;
  const name = (await leaseTag(machine, fleet)).slice(TAG.lease.length);
  const { mapRuns = [] } = await states.listMapRuns({ executionArn });
  for (const { mapRunArn } of mapRuns) {
    const { executions = [] } = await states.listExecutions({ mapRunArn });
    const child = executions.find((each) => each.name === name);
    if (child) await states.stopExecution({ executionArn: child.executionArn, error: 'Killed', cause: 'By a person' });
  }
}

const HOLD = { Key: TAG.hold, Value: '2099-01-01' };

/** The first one is the canary. */
export const CASES: readonly ContainerCase[] = [
  { name: 'a canary', found: 'stopped', outcome: 'Patched', reason: 'Installed', state: 'stopped', package: 'new' },
  {
    name: 'the package lock is held for 20 s',
    found: 'running',
    prepare: takeLock,
    meanwhile: releaseLockLater,
    ...{ outcome: 'Patched', reason: 'Installed', state: 'running', package: 'new' },
  },
  {
    name: 'the package lock is held for longer than the limit',
    found: 'running',
    prepare: takeLock,
    ...{ outcome: 'WakeFailed', reason: 'CheckFailed', state: 'running', package: 'old' },
  },
  {
    name: 'the disk is full',
    found: 'stopped',
    prepare: fillDisk,
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'stopped', package: 'old' },
  },
  {
    name: 'there is no network',
    found: 'stopped',
    prepare: cutNetwork,
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'stopped', package: 'old' },
  },
  {
    name: 'dpkg cannot set up what it has unpacked',
    found: 'stopped',
    prepare: hook('false'),
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'stopped', package: 'half' },
  },
  {
    name: 'the machine loses its power in mid-patch',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch((machine) => machine.kill()),
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'stopped', package: 'half' },
  },
  {
    name: 'somebody stops it in mid-patch',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(({ id }, { clients }) => clients.ec2.stopInstances({ InstanceIds: [id] })),
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'stopped', package: 'half' },
  },
  {
    name: 'somebody terminates it in mid-patch',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(({ id }, { clients }) => clients.ec2.terminateInstances({ InstanceIds: [id] })),
    ...{ outcome: 'PatchFailed', reason: 'CommandFailed', state: 'terminated' },
  },
  {
    name: 'somebody takes the lease away',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(
      andGoOn(async (machine, fleet) => {
        const Tags = [{ Key: await leaseTag(machine, fleet) }];
        await fleet.clients.ec2.deleteTags({ Resources: [machine.id], Tags });
      }),
    ),
    ...{ outcome: 'Patched', reason: 'Installed', leftOn: 'LeaseGone', state: 'running', package: 'new' },
  },
  {
    name: 'somebody holds it',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(andGoOn(({ id }, { clients }) => clients.ec2.createTags({ Resources: [id], Tags: [HOLD] }))),
    ...{ outcome: 'Patched', reason: 'Installed', leftOn: 'Held', state: 'running', package: 'new' },
  },
  {
    name: 'somebody has held it before',
    found: 'stopped',
    tags: { [HOLD.Key]: HOLD.Value },
    ...{ outcome: 'Skipped', reason: 'Held', state: 'stopped', package: 'old' },
  },
  {
    name: 'somebody protects it from being stopped',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(
      andGoOn(({ id }, { clients }) =>
        clients.ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiStop: { Value: true } }),
      ),
    ),
    ...{ outcome: 'LeftAwake', reason: 'OperationNotPermitted', state: 'running', package: 'new' },
  },
  {
    name: 'its execution is stopped in mid-patch',
    found: 'stopped',
    prepare: holdOn,
    meanwhile: inMidPatch(andGoOn(stopExecution)),
    ...{ outcome: 'LeftAwake', reason: 'Unfinished', state: 'running' },
  },
];
