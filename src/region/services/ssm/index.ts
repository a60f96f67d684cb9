import * as model from '@aws-sdk/client-ssm';
import type { Service } from '../../service.ts';
import { agentEffects, agentEvents, agentTimers } from './agent/agent.ts';
import { agentTables } from './agent/rows.ts';
import { invocationEffects } from './commands/invocation.ts';
import { commandTables } from './commands/rows.ts';
import { CancelCommand } from './operations/CancelCommand.ts';
import { DescribeDocument } from './operations/DescribeDocument.ts';
import { DescribeInstanceInformation } from './operations/DescribeInstanceInformation.ts';
import { GetCommandInvocation } from './operations/GetCommandInvocation.ts';
import { GetDocument } from './operations/GetDocument.ts';
import { ListCommandInvocations } from './operations/ListCommandInvocations.ts';
import { ListCommands } from './operations/ListCommands.ts';
import { ListDocuments } from './operations/ListDocuments.ts';
import { SendCommand } from './operations/SendCommand.ts';
import { patchTables } from './patching/rows.ts';

/** AWS Systems Manager: managed instances, Run Command, Patch Manager, Parameter Store, maintenance windows. */
export const service: Service = {
  name: 'ssm',
  model,
  accessDenied: 'AccessDeniedException',
  operations: {
    CancelCommand,
    DescribeDocument,
    DescribeInstanceInformation,
    GetCommandInvocation,
    GetDocument,
    ListCommandInvocations,
    ListCommands,
    ListDocuments,
    SendCommand,
  },
  migrations: [agentTables, commandTables, patchTables],
  linkedActions: ['ec2:DescribeInstances', 'ec2:DescribeImages', 'ec2:RebootInstances', 'iam:GetInstanceProfile'],
  effects: { ...agentEffects, ...invocationEffects },
  timers: { ...agentTimers },
  events: { ...agentEvents },
};
