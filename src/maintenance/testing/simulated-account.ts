import { mock } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { script, serviceError } from './scripted-client.ts';
import { simulateEvidence } from './simulated-evidence.ts';
import { type Behaviour as MachineBehaviour, PATCH_DOCUMENT, simulateMachine } from './simulated-machine.ts';

/** How the account behaves in which the instance is. */
export interface Behaviour extends MachineBehaviour {
  /** The tags that the instance has. */
  tags?: Readonly<Record<string, string>>;
  /** What its patch state says after patching, beside that nothing is missing. */
  patchState?: object;
  /** Whether patching changed a package; true unless said. */
  changes?: boolean;
  /** Who is logged in, and who has a session open. */
  users?: readonly string[];
  sessions?: readonly string[];
}

type Tag = { Key: string; Value: string };

// For so long Run Command does not know what it was just told.
const KNOWN_AFTER = 1;
const SKIPPED = 'Step execution skipped due to unsatisfied preconditions: Windows';

/** For tests: an account with one instance, behind the SDK's clients. `clock` tells the time in milliseconds since epoch. */
export function simulateAccount(behaviour: Behaviour, instanceId: string, clock: () => number) {
  const seconds = () => clock() / 1000;
  const machine = simulateMachine(behaviour, seconds);
  const tags = new Map(Object.entries(behaviour.tags ?? {}));
  const snapshots: { SnapshotId: string; StartTime: Date; Tags: Tag[] }[] = [];
  let taken = 0;
  const change = (before: string) => [
    { InstanceId: instanceId, PreviousState: { Name: before }, CurrentState: { Name: machine.state() } },
  ];
  /** What a check that was sent at that time found. */
  const checkOutput = (sentAt: number) => {
    const bash = machine.patchedAt(sentAt) !== undefined && (behaviour.changes ?? true) ? '5.2-2' : '5.2-1';
    const users = (behaviour.users ?? []).map((name) => `${name} pts/0\n`);
    return `boot ${machine.boot()}\nusers\n${users.join('')}packages\nbash\t${bash}\nend\n`;
  };

  mock.restoreAll();
  const evidence = simulateEvidence();
  const ec2 = script(EC2Client, {
    DescribeInstances: () => ({
      Reservations: [
        {
          Instances: [
            {
              InstanceId: instanceId,
              State: { Name: machine.state() },
              LaunchTime: machine.launchTime(),
              StateReason: {
                Code: 'Client.InternalError',
                Message: 'Client.InternalError: Client error on launch',
              },
              RootDeviceName: '/dev/xvda',
              BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeId: 'vol-root' } }],
              Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
            },
          ],
        },
      ],
    }),
    DescribeInstanceAttribute: { DisableApiStop: { Value: false } },
    // Tells of running instances only.
    DescribeInstanceStatus: () => ({
      InstanceStatuses:
        machine.state() === 'running' ? [{ InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } }] : [],
    }),
    StartInstances: () => {
      const before = machine.state();
      if (before === 'stopping') return serviceError('IncorrectInstanceState');
      machine.start();
      return { StartingInstances: change(before) };
    },
    StopInstances: () => {
      const before = machine.state();
      if (before === 'pending') return serviceError('IncorrectInstanceState');
      machine.stop();
      return { StoppingInstances: change(before) };
    },
    RebootInstances: () => {
      machine.reboot();
      return {};
    },
    CreateTags: ({ Tags }: { Tags: Tag[] }) => {
      for (const { Key, Value } of Tags) tags.set(Key, Value);
      return {};
    },
    DeleteTags: ({ Tags }: { Tags: Tag[] }) => {
      for (const { Key } of Tags) tags.delete(Key);
      return {};
    },
    CreateSnapshot: ({ TagSpecifications: [{ Tags }] }: { TagSpecifications: [{ Tags: Tag[] }] }) => {
      taken++;
      const SnapshotId = `snap-${taken}`;
      snapshots.push({ SnapshotId, StartTime: new Date(clock()), Tags });
      return { SnapshotId };
    },
    DeleteSnapshot: ({ SnapshotId }: { SnapshotId: string }) => {
      snapshots.splice(
        snapshots.findIndex((each) => each.SnapshotId === SnapshotId),
        1,
      );
      return {};
    },
    DescribeSnapshots: () => ({ Snapshots: [...snapshots] }),
  });
  const commandOf = (id: string) => machine.command(Number(id.split('-')[1]));
  const sent: { CommandId: string; Comment?: string }[] = [];
  const ssm = script(SSMClient, {
    DescribeInstanceInformation: () => ({
      InstanceInformationList: [
        // `Online` even now, as left over from the last time it ran.
        {
          InstanceId: instanceId,
          PingStatus: 'Online',
          LastPingDateTime: machine.isOnline() ? new Date(clock()) : new Date('2029-12-31T00:00:00Z'),
          AgentVersion: machine.agent().version,
          IsLatestVersion: machine.agent().isLatestVersion,
        },
      ],
    }),
    DescribeSessions: () => ({ Sessions: (behaviour.sessions ?? []).map((Owner) => ({ Owner })) }),
    SendCommand: ({ DocumentName, Comment }: { DocumentName: string; Comment?: string }) => {
      if (!machine.isOnline()) return serviceError('InvalidInstanceId');
      const CommandId = `command-${machine.send(DocumentName)}`;
      sent.push({ CommandId, Comment });
      return { Command: { CommandId } };
    },
    ListCommands: () => ({ Commands: sent }),
    ListCommandInvocations: ({ CommandId }: { CommandId: string }) => {
      const { sentAt, status } = commandOf(CommandId);
      if (seconds() < sentAt + KNOWN_AFTER) return { CommandInvocations: [] };
      const steps = [
        { Name: 'PatchWindows', Status: 'Success', ResponseCode: 0, Output: SKIPPED },
        {
          Name: 'PatchLinux',
          Status: status,
          ResponseCode: { Success: 0, Failed: 1 }[status] ?? -1,
          Output: status === 'Failed' ? '\n----------ERROR-------\nit does not work' : '',
        },
      ];
      return { CommandInvocations: [{ Status: status, StatusDetails: status, CommandPlugins: steps }] };
    },
    GetCommandInvocation: ({ CommandId, PluginName }: { CommandId: string; PluginName: string }) => {
      const { document, sentAt } = commandOf(CommandId);
      if (document === PATCH_DOCUMENT) return { StandardOutputContent: '' };
      return { StandardOutputContent: PluginName === 'check' ? checkOutput(sentAt) : SKIPPED };
    },
    DescribeInstancePatchStates: () => {
      const at = machine.patchedAt(seconds());
      if (at === undefined) return { InstancePatchStates: [] };
      const state = { BaselineId: 'pb-1', MissingCount: 0, FailedCount: 0, OperationEndTime: new Date(at * 1000) };
      return { InstancePatchStates: [{ ...state, ...behaviour.patchState }] };
    },
    DescribeInstancePatches: { Patches: [{ Title: 'curl.amd64:1' }] },
  });

  return {
    state: machine.state,
    tags: () => Object.fromEntries(tags),
    documents: machine.documents,
    snapshots,
    evidence,
    /** How often an operation was called. */
    count: (operation: string) => [...ec2, ...ssm].filter((call) => call.operation === operation).length,
  };
}
