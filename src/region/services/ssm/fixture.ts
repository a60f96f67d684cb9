/** What the tests of Systems Manager begin with: a Region with simulated machines, whose driver can be made to fail. */
import type { TestContext } from 'node:test';
import type { RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { GetCommandInvocationCommandOutput, SendCommandCommandInput } from '@aws-sdk/client-ssm';
import { eventually, type Faulty, type FaultyRegion, openFaultyRegion } from '../../../../test/faulty-region.ts';
import type { TestRegion } from '../../../../test/region.ts';
import { makeRole } from '../../../../test/roles.ts';
import type { Outside, Service } from '../../service.ts';
import { service as ec2 } from '../ec2/index.ts';
import { service as iam } from '../iam/index.ts';
import { service as sts } from '../sts/index.ts';
import { type InvocationDetails, isOver } from './commands/status.ts';
import { service as ssm } from './index.ts';

export { eventually } from '../../../../test/faulty-region.ts';

export interface SsmRegion extends FaultyRegion {
  /** The Region from within, to act as a role: on the wire only services may become one. */
  readonly outside: Outside;
  /** Launches an instance that Systems Manager may manage, and waits until it does. */
  managed(more?: Partial<RunInstancesCommandInput>): Promise<string>;
  /** Sends a command and waits for what it comes to on the instance. */
  run(
    instanceId: string,
    command: Omit<SendCommandCommandInput, 'InstanceIds'>,
  ): Promise<GetCommandInvocationCommandOutput>;
  /** The same for a shell script. */
  shell(instanceId: string, ...commands: string[]): Promise<GetCommandInvocationCommandOutput>;
}

export const debianImage = 'ami-0deb1a12a0d640001';

/** The instance profile that lets Systems Manager manage an instance. */
export const profile = 'ManagedInstance';

export async function openSsm(test: TestContext, given: Omit<Faulty, 'services'> = {}): Promise<SsmRegion> {
  const inner = Promise.withResolvers<Outside>();
  const telling: Service = {
    ...sts,
    open: (context) => context.addEffect({ service: 'sts', name: 'tell', key: 'outside', payload: {} }),
    effects: {
      async tell(_, outside) {
        inner.resolve(outside);
        return () => {};
      },
    },
  };
  const region = await openFaultyRegion(test, { ...given, services: [iam, telling, ec2, ssm] });
  const { clients } = region;
  if (given.dataDir === undefined) await createProfile(region, profile, ['ssm:UpdateInstanceInformation']);

  const run: SsmRegion['run'] = async (instanceId, command) => {
    const { Command } = await clients.ssm.sendCommand({ InstanceIds: [instanceId], ...command });
    return ended(region, Command!.CommandId!, instanceId);
  };
  return {
    ...region,
    outside: await inner.promise,
    async managed(more) {
      const id = await launch(region, { IamInstanceProfile: { Name: profile }, ...more });
      await eventually(
        () => pingStatus(region, id),
        (status) => status === 'Online',
      );
      return id;
    },
    run,
    shell: (instanceId, ...commands) =>
      run(instanceId, { DocumentName: 'AWS-RunShellScript', Parameters: { commands } }),
  };
}

/** An instance profile whose role allows these actions. */
export async function createProfile(region: TestRegion, name: string, actions: string[]): Promise<void> {
  const { iam } = region.clients;
  await makeRole(region.clients, name, 'ec2.amazonaws.com', ...actions.map((Action) => ({ Action, Resource: '*' })));
  await iam.createInstanceProfile({ InstanceProfileName: name });
  await iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name });
}

export async function launch({ clients }: TestRegion, more: Partial<RunInstancesCommandInput>): Promise<string> {
  const { Instances } = await clients.ec2.runInstances({
    ImageId: debianImage,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  });
  return Instances![0]!.InstanceId!;
}

/** Undefined for an instance that is not managed. */
export async function pingStatus({ clients }: TestRegion, id: string): Promise<string | undefined> {
  const { InstanceInformationList } = await clients.ssm.describeInstanceInformation({
    Filters: [{ Key: 'InstanceIds', Values: [id] }],
  });
  return InstanceInformationList![0]?.PingStatus;
}

/** What an invocation comes to in the end. */
export function ended(
  { clients }: TestRegion,
  commandId: string,
  instanceId: string,
): Promise<GetCommandInvocationCommandOutput> {
  return eventually(
    async () => {
      const { CommandInvocations } = await clients.ssm.listCommandInvocations({
        CommandId: commandId,
        InstanceId: instanceId,
      });
      if (CommandInvocations!.length === 0) return { $metadata: {} };
      return clients.ssm.getCommandInvocation({ CommandId: commandId, InstanceId: instanceId });
    },
    ({ StatusDetails }) => StatusDetails !== undefined && isOver(StatusDetails as InvocationDetails),
  );
}
