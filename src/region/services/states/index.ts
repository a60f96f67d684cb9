import * as model from '@aws-sdk/client-sfn';
import type { Context, Service } from '../../service.ts';
import { advance } from './execution/advance.ts';
import { pruneAll } from './execution/retention.ts';
import { beginChildren } from './map-run/children.ts';
import { CreateActivity } from './operations/CreateActivity.ts';
import { CreateStateMachine } from './operations/CreateStateMachine.ts';
import { CreateStateMachineAlias } from './operations/CreateStateMachineAlias.ts';
import { DeleteActivity } from './operations/DeleteActivity.ts';
import { DeleteStateMachine } from './operations/DeleteStateMachine.ts';
import { DeleteStateMachineAlias } from './operations/DeleteStateMachineAlias.ts';
import { DeleteStateMachineVersion } from './operations/DeleteStateMachineVersion.ts';
import { DescribeActivity } from './operations/DescribeActivity.ts';
import { DescribeExecution } from './operations/DescribeExecution.ts';
import { DescribeMapRun } from './operations/DescribeMapRun.ts';
import { DescribeStateMachine } from './operations/DescribeStateMachine.ts';
import { DescribeStateMachineAlias } from './operations/DescribeStateMachineAlias.ts';
import { DescribeStateMachineForExecution } from './operations/DescribeStateMachineForExecution.ts';
import { GetActivityTask } from './operations/GetActivityTask.ts';
import { GetExecutionHistory } from './operations/GetExecutionHistory.ts';
import { ListActivities } from './operations/ListActivities.ts';
import { ListExecutions } from './operations/ListExecutions.ts';
import { ListMapRuns } from './operations/ListMapRuns.ts';
import { ListStateMachineAliases } from './operations/ListStateMachineAliases.ts';
import { ListStateMachines } from './operations/ListStateMachines.ts';
import { ListStateMachineVersions } from './operations/ListStateMachineVersions.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { PublishStateMachineVersion } from './operations/PublishStateMachineVersion.ts';
import { RedriveExecution } from './operations/RedriveExecution.ts';
import { SendTaskFailure } from './operations/SendTaskFailure.ts';
import { SendTaskHeartbeat } from './operations/SendTaskHeartbeat.ts';
import { SendTaskSuccess } from './operations/SendTaskSuccess.ts';
import { StartExecution } from './operations/StartExecution.ts';
import { StartSyncExecution } from './operations/StartSyncExecution.ts';
import { StopExecution } from './operations/StopExecution.ts';
import { TagResource } from './operations/TagResource.ts';
import { TestState } from './operations/TestState.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { UpdateMapRun } from './operations/UpdateMapRun.ts';
import { UpdateStateMachine } from './operations/UpdateStateMachine.ts';
import { UpdateStateMachineAlias } from './operations/UpdateStateMachineAlias.ts';
import { ValidateStateMachineDefinition } from './operations/ValidateStateMachineDefinition.ts';
import { executions } from './rows/executions.ts';
import { migrations } from './rows/migrations.ts';
import { performTask } from './task/perform.ts';

/** AWS Step Functions: the pure interpreter of `asl/`, with a memory and with hands. */
export const service: Service = {
  name: 'states',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  underWay: { what: 'execution', count: executions.countUnderWay },
  open: pruneAll,
  operations: {
    CreateActivity,
    CreateStateMachine,
    CreateStateMachineAlias,
    DeleteActivity,
    DeleteStateMachine,
    DeleteStateMachineAlias,
    DeleteStateMachineVersion,
    DescribeActivity,
    DescribeExecution,
    DescribeMapRun,
    DescribeStateMachine,
    DescribeStateMachineAlias,
    DescribeStateMachineForExecution,
    GetActivityTask,
    GetExecutionHistory,
    ListActivities,
    ListExecutions,
    ListMapRuns,
    ListStateMachineAliases,
    ListStateMachineVersions,
    ListStateMachines,
    ListTagsForResource,
    PublishStateMachineVersion,
    RedriveExecution,
    SendTaskFailure,
    SendTaskHeartbeat,
    SendTaskSuccess,
    StartExecution,
    StartSyncExecution,
    StopExecution,
    TagResource,
    TestState,
    UntagResource,
    UpdateMapRun,
    UpdateStateMachine,
    UpdateStateMachineAlias,
    ValidateStateMachineDefinition,
  },
  timers: {
    execution: ({ execution, id }: { execution: string; id: string }, context: Context) => {
      advance(context, execution, { type: 'timer', id });
    },
  },
  effects: {
    task: performTask,
    children: beginChildren,
    continue:
      async ({ execution }: { execution: string }) =>
      (context) => {
        advance(context, execution, { type: 'continue' });
      },
  },
};
