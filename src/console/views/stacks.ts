import { paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { View } from '../view.ts';

/** A stack that was made from one of wakepatch's templates. */
export interface StackLine {
  readonly name: string;
  /** as CloudFormation has it, such as `CREATE_COMPLETE` */
  readonly status: string;
  /** a fleet has PatchFleet, the pattern one workflow for each target */
  readonly kind: 'fleet' | 'pattern';
}

export interface Stacks {
  /** for people: what is spoken to */
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
  readonly stacks: readonly StackLine[];
}

/** The stacks that have a window and a state machine among their outputs, and whose they are. */
export const stacks: View<object, Stacks> = {
  params: [],
  async read({ clients, endpoint }) {
    const { Account: account = '' } = await clients.sts.getCallerIdentity({});
    const found: StackLine[] = [];
    for await (const { Stacks = [] } of paginateDescribeStacks({ client: clients.cloudformation }, {}))
      for (const { StackName: name = '', StackStatus: status = '', Outputs = [] } of Stacks) {
        const outputs = new Set(Outputs.map(({ OutputKey }) => OutputKey));
        if (!outputs.has('WindowId')) continue;
        if (outputs.has('PatchFleetArn')) found.push({ name, status, kind: 'fleet' });
        else if (outputs.has('StateMachineArn')) found.push({ name, status, kind: 'pattern' });
      }
    const region = await clients.cloudformation.config.region();
    return { endpoint, account, region, stacks: found.sort((a, b) => a.name.localeCompare(b.name)) };
  },
};
