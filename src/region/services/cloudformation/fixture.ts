/** What the tests of stacks begin with: a Region, and short ways to make a stack and to read what became of it. */
import type { TestContext } from 'node:test';
import type {
  CloudFormation,
  CreateStackCommandInput,
  Stack,
  UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import { openTestRegion, type TestRegion, type TestRegionOptions } from '../../../../test/region.ts';
import type { Service } from '../../service.ts';
import { service as ec2 } from '../ec2/index.ts';
import { service as iam } from '../iam/index.ts';
import { service as logs } from '../logs/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as cloudformation } from './index.ts';

export interface StackRegion extends TestRegion {
  readonly cloudformation: CloudFormation;
  /** Makes the stack `fleet` (or another one) and waits for the end of it. */
  create(template: string, more?: Partial<CreateStackCommandInput>): Promise<Stack>;
  update(template: string, more?: Partial<UpdateStackCommandInput>): Promise<Stack>;
  remove(more?: { RetainResources?: string[] }): Promise<Stack>;
  /** Waits until nothing is in progress. @param id name or id, default `fleet` */
  settled(id?: string): Promise<Stack>;
  /** `<logical id> <status>[: <reason>]`, the oldest first */
  told(id?: string): Promise<string[]>;
  /** logical id -> physical id */
  physicalIds(): Promise<Record<string, string | undefined>>;
}

export const services: readonly Service[] = [iam, sts, ec2, logs, cloudformation];

export async function openStacks(test: TestContext, options: TestRegionOptions = {}): Promise<StackRegion> {
  const region = await openTestRegion({ services, ...options });
  test.after(() => region.close());
  return { ...region, ...stacksOf(region.clients.cloudformation) };
}

/** The short ways, for one client. */
export function stacksOf(client: CloudFormation): Omit<StackRegion, keyof TestRegion> {
  const capabilities = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
  const ids = new Map<string, string>();
  const settled = async (id = 'fleet'): Promise<Stack> => {
    for (;;) {
      const [stack] = (await client.describeStacks({ StackName: id })).Stacks ?? [];
      if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack!;
    }
  };
  return {
    cloudformation: client,
    async create(TemplateBody, more = {}) {
      const { StackId } = await client.createStack({ StackName: 'fleet', TemplateBody, ...capabilities, ...more });
      ids.set(more.StackName ?? 'fleet', StackId!);
      return settled(StackId);
    },
    async update(TemplateBody, more = {}) {
      const { StackId } = await client.updateStack({ StackName: 'fleet', TemplateBody, ...capabilities, ...more });
      return settled(StackId);
    },
    async remove(more = {}) {
      await client.deleteStack({ StackName: 'fleet', ...more });
      return settled(ids.get('fleet'));
    },
    settled,
    async told(id = ids.get('fleet')) {
      const { StackEvents = [] } = await client.describeStackEvents({ StackName: id });
      return StackEvents.reverse().map(({ LogicalResourceId, ResourceStatus, ResourceStatusReason: reason }) =>
        [`${LogicalResourceId} ${ResourceStatus}`, ...(reason ? [reason] : [])].join(': '),
      );
    },
    async physicalIds() {
      const { StackResources = [] } = await client.describeStackResources({ StackName: 'fleet' });
      return Object.fromEntries(StackResources.map((one) => [one.LogicalResourceId!, one.PhysicalResourceId]));
    },
  };
}

/** A role in YAML's flow style. @param more further properties, e.g. `, RoleName: mine` */
export const roleFor = (service: string, more = '') =>
  `{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ${service}}, Action: "sts:AssumeRole"}]}${more}}}`;
