import { mock } from 'node:test';
import { EC2Client } from '@aws-sdk/client-ec2';
import { InvocationDoesNotExist, SSMClient } from '@aws-sdk/client-ssm';
import { script, serviceError } from './scripted-client.ts';

/** How the instance and its command behave; times in seconds. */
export interface Behaviour {
  found: 'stopped' | 'running' | 'stopping';
  /** What comes of a start: it boots, falls back to stopped, or runs without its agent ever reporting. */
  start?: 'boots' | 'falls back' | 'agent never reports';
  /** How the command ends; `hangs`: not at all. */
  patch?: 'Success' | 'Failed' | 'hangs';
  stop?: 'stops' | 'hangs';
}

const BOOT = 20;
const AGENT = 40;
const PATCH = 300;
const STOP = 30;

/** For tests: an account with one instance, behind the SDK's clients. `clock` tells the time in milliseconds since epoch. */
export function simulateAccount(behaviour: Behaviour, instanceId: string, clock: () => number) {
  const { start = 'boots', patch = 'Success', stop = 'stops' } = behaviour;
  const seconds = () => clock() / 1000;
  let startedAt: number | undefined = behaviour.found === 'running' ? seconds() - 86_400 : undefined;
  let stoppedAt: number | undefined = behaviour.found === 'stopping' ? seconds() : undefined;
  const commands: number[] = [];

  const state = () => {
    if (stoppedAt !== undefined) return stop === 'stops' && seconds() >= stoppedAt + STOP ? 'stopped' : 'stopping';
    if (startedAt === undefined) return 'stopped';
    if (seconds() < startedAt + BOOT) return 'pending';
    return start === 'falls back' ? 'stopped' : 'running';
  };
  const change = (before: string) => [
    { InstanceId: instanceId, PreviousState: { Name: before }, CurrentState: { Name: state() } },
  ];
  const isOnline = () => state() === 'running' && start !== 'agent never reports' && seconds() >= startedAt! + AGENT;

  mock.restoreAll();
  const ec2 = script(EC2Client, {
    DescribeInstances: () => ({
      Reservations: [
        {
          Instances: [
            {
              InstanceId: instanceId,
              State: { Name: state() },
              LaunchTime: startedAt && new Date(startedAt * 1000),
              StateReason: { Message: 'Client.InternalError: Client error on launch' },
            },
          ],
        },
      ],
    }),
    StartInstances: () => {
      const before = state();
      if (before === 'stopping') return serviceError('IncorrectInstanceState');
      if (before === 'stopped') [startedAt, stoppedAt] = [seconds(), undefined];
      return { StartingInstances: change(before) };
    },
    StopInstances: () => {
      const before = state();
      if (before === 'pending') return serviceError('IncorrectInstanceState');
      if (before === 'running') stoppedAt = seconds();
      return { StoppingInstances: change(before) };
    },
  });
  const ssm = script(SSMClient, {
    DescribeInstanceInformation: () => ({
      InstanceInformationList: [
        // `Online` even now, as left over from the last time it ran.
        {
          InstanceId: instanceId,
          PingStatus: 'Online',
          LastPingDateTime: isOnline() ? new Date(clock()) : new Date('2029-12-31T00:00:00Z'),
        },
      ],
    }),
    SendCommand: () => {
      if (!isOnline()) return serviceError('InvalidInstanceId');
      commands.push(seconds());
      return { Command: { CommandId: `command-${commands.length}` } };
    },
    GetCommandInvocation: ({ CommandId }: { CommandId: string }) => {
      const sentAt = commands[Number(CommandId.split('-')[1]) - 1]!;
      if (seconds() < sentAt + 5) return new InvocationDoesNotExist({ message: '', $metadata: {} });
      const hasEnded = patch !== 'hangs' && seconds() >= sentAt + PATCH;
      return { Status: hasEnded ? patch : 'InProgress', ResponseCode: patch === 'Success' ? 0 : 1 };
    },
  });

  return {
    state,
    /** How often an operation was called. */
    count: (operation: string) => [...ec2, ...ssm].filter((call) => call.operation === operation).length,
  };
}
