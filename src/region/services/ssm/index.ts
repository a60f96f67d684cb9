import * as model from '@aws-sdk/client-ssm';
import type { Service } from '../../service.ts';
import { agentEffects, agentEvents, agentTimers } from './agent/agent.ts';
import { agentTables, agentVersionColumn } from './agent/rows.ts';
import { invocationEffects } from './commands/invocation.ts';
import { commandTables, countUnderWay } from './commands/rows.ts';
import { documentTables } from './documents/rows.ts';
import { groupLinkedActions } from './groups.ts';
import { AddTagsToResource } from './operations/AddTagsToResource.ts';
import { CancelCommand } from './operations/CancelCommand.ts';
import { CreateDocument } from './operations/CreateDocument.ts';
import { CreatePatchBaseline } from './operations/CreatePatchBaseline.ts';
import { DeleteDocument } from './operations/DeleteDocument.ts';
import { DeleteParameter } from './operations/DeleteParameter.ts';
import { DeletePatchBaseline } from './operations/DeletePatchBaseline.ts';
import { DeregisterPatchBaselineForPatchGroup } from './operations/DeregisterPatchBaselineForPatchGroup.ts';
import { DescribeDocument } from './operations/DescribeDocument.ts';
import { DescribeInstanceInformation } from './operations/DescribeInstanceInformation.ts';
import { DescribeInstancePatches } from './operations/DescribeInstancePatches.ts';
import { DescribeInstancePatchStates } from './operations/DescribeInstancePatchStates.ts';
import { DescribeInstancePatchStatesForPatchGroup } from './operations/DescribeInstancePatchStatesForPatchGroup.ts';
import { DescribeParameters } from './operations/DescribeParameters.ts';
import { DescribePatchBaselines } from './operations/DescribePatchBaselines.ts';
import { DescribePatchGroups } from './operations/DescribePatchGroups.ts';
import { DescribeSessions } from './operations/DescribeSessions.ts';
import { GetCommandInvocation } from './operations/GetCommandInvocation.ts';
import { GetDefaultPatchBaseline } from './operations/GetDefaultPatchBaseline.ts';
import { GetDocument } from './operations/GetDocument.ts';
import { GetParameter } from './operations/GetParameter.ts';
import { GetParameters } from './operations/GetParameters.ts';
import { GetParametersByPath } from './operations/GetParametersByPath.ts';
import { GetPatchBaseline } from './operations/GetPatchBaseline.ts';
import { GetPatchBaselineForPatchGroup } from './operations/GetPatchBaselineForPatchGroup.ts';
import { ListCommandInvocations } from './operations/ListCommandInvocations.ts';
import { ListCommands } from './operations/ListCommands.ts';
import { ListDocuments } from './operations/ListDocuments.ts';
import { ListDocumentVersions } from './operations/ListDocumentVersions.ts';
import { ListTagsForResource } from './operations/ListTagsForResource.ts';
import { PutParameter } from './operations/PutParameter.ts';
import { RegisterDefaultPatchBaseline } from './operations/RegisterDefaultPatchBaseline.ts';
import { RegisterPatchBaselineForPatchGroup } from './operations/RegisterPatchBaselineForPatchGroup.ts';
import { RemoveTagsFromResource } from './operations/RemoveTagsFromResource.ts';
import { SendCommand } from './operations/SendCommand.ts';
import { TerminateSession } from './operations/TerminateSession.ts';
import { UpdateDocument } from './operations/UpdateDocument.ts';
import { UpdateDocumentDefaultVersion } from './operations/UpdateDocumentDefaultVersion.ts';
import { UpdatePatchBaseline } from './operations/UpdatePatchBaseline.ts';
import { parameterTables } from './parameters/rows.ts';
import { patchTables } from './patching/rows.ts';
import { tagTables } from './tags/rows.ts';
import {
  windowEffects,
  windowEvents,
  windowLinkedActions,
  windowMigrations,
  windowOperations,
  windowTimers,
} from './windows/index.ts';

/** AWS Systems Manager: managed instances, Run Command, Patch Manager, Parameter Store, maintenance windows. */
export const service: Service = {
  name: 'ssm',
  model,
  accessDenied: 'AccessDeniedException',
  operations: {
    AddTagsToResource,
    CancelCommand,
    CreateDocument,
    CreatePatchBaseline,
    DeleteDocument,
    DeleteParameter,
    DeletePatchBaseline,
    DeregisterPatchBaselineForPatchGroup,
    DescribeDocument,
    DescribeInstanceInformation,
    DescribeInstancePatchStates,
    DescribeInstancePatchStatesForPatchGroup,
    DescribeInstancePatches,
    DescribeParameters,
    DescribePatchBaselines,
    DescribePatchGroups,
    DescribeSessions,
    GetCommandInvocation,
    GetDefaultPatchBaseline,
    GetDocument,
    GetParameter,
    GetParameters,
    GetParametersByPath,
    GetPatchBaseline,
    GetPatchBaselineForPatchGroup,
    ListCommandInvocations,
    ListCommands,
    ListDocumentVersions,
    ListDocuments,
    ListTagsForResource,
    PutParameter,
    RegisterDefaultPatchBaseline,
    RegisterPatchBaselineForPatchGroup,
    RemoveTagsFromResource,
    SendCommand,
    TerminateSession,
    UpdateDocument,
    UpdateDocumentDefaultVersion,
    UpdatePatchBaseline,
    ...windowOperations,
  },
  // A version each, by their place: new ones go to the end.
  migrations: [
    agentTables,
    commandTables,
    patchTables,
    parameterTables,
    tagTables,
    ...windowMigrations,
    documentTables,
    agentVersionColumn,
  ],
  linkedActions: [
    'ec2:DescribeInstances',
    'ec2:DescribeImages',
    'ec2:RebootInstances',
    'iam:GetInstanceProfile',
    'ssm:GetMaintenanceWindow',
    ...windowLinkedActions,
    ...groupLinkedActions,
  ],
  underWay: { what: 'command', count: countUnderWay },
  effects: { ...agentEffects, ...invocationEffects, ...windowEffects },
  timers: { ...agentTimers, ...windowTimers },
  events: { ...agentEvents, ...windowEvents },
};
