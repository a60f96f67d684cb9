import * as model from '@aws-sdk/client-sfn';
import type { Context, Service } from '../../service.ts';
import { childFinished } from './child.ts';
import { advance } from './execution.ts';
import { CreateStateMachine } from './operations/CreateStateMachine.ts';
import { DeleteStateMachine } from './operations/DeleteStateMachine.ts';
import { DescribeExecution } from './operations/DescribeExecution.ts';
import { DescribeStateMachine } from './operations/DescribeStateMachine.ts';
import { DescribeStateMachineForExecution } from './operations/DescribeStateMachineForExecution.ts';
import { GetExecutionHistory } from './operations/GetExecutionHistory.ts';
import { ListExecutions } from './operations/ListExecutions.ts';
import { ListStateMachines } from './operations/ListStateMachines.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { SendTaskFailure } from './operations/SendTaskFailure.ts';
import { SendTaskHeartbeat } from './operations/SendTaskHeartbeat.ts';
import { SendTaskSuccess } from './operations/SendTaskSuccess.ts';
import { StartExecution } from './operations/StartExecution.ts';
import { StopExecution } from './operations/StopExecution.ts';
import { TagResource } from './operations/TagResource.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { UpdateStateMachine } from './operations/UpdateStateMachine.ts';
import { ValidateStateMachineDefinition } from './operations/ValidateStateMachineDefinition.ts';
import { migrations } from './rows.ts';
import { performTask } from './task.ts';

/** AWS Step Functions: the pure interpreter of `asl/`, with a memory and with hands. */
export const service: Service = {
  name: 'states',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  operations: {
    CreateStateMachine,
    DeleteStateMachine,
    DescribeExecution,
    DescribeStateMachine,
    DescribeStateMachineForExecution,
    GetExecutionHistory,
    ListExecutions,
    ListStateMachines,
    ListTagsForResource,
    SendTaskFailure,
    SendTaskHeartbeat,
    SendTaskSuccess,
    StartExecution,
    StopExecution,
    TagResource,
    UntagResource,
    UpdateStateMachine,
    ValidateStateMachineDefinition,
  },
  timers: {
    execution: ({ execution, id }: { execution: string; id: string }, context: Context) =>
      advance(context, execution, { type: 'timer', id }),
  },
  effects: { task: performTask, childFinished },
};
