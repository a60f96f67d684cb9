import * as model from '@aws-sdk/client-lambda';
import type { Service } from '../../service.ts';
import { effects, timers, warmFirst } from './effects.ts';
import { AddPermission } from './operations/AddPermission.ts';
import { CreateFunction } from './operations/CreateFunction.ts';
import { DeleteFunction } from './operations/DeleteFunction.ts';
import { GetFunction } from './operations/GetFunction.ts';
import { GetFunctionConfiguration } from './operations/GetFunctionConfiguration.ts';
import { GetPolicy } from './operations/GetPolicy.ts';
import { Invoke } from './operations/Invoke.ts';
import { ListFunctions } from './operations/ListFunctions.ts';
import { ListTags } from './operations/ListTags.ts';
import { ListVersionsByFunction } from './operations/ListVersionsByFunction.ts';
import { RemovePermission } from './operations/RemovePermission.ts';
import { TagResource } from './operations/TagResource.ts';
import { UntagResource } from './operations/UntagResource.ts';
import { UpdateFunctionCode } from './operations/UpdateFunctionCode.ts';
import { UpdateFunctionConfiguration } from './operations/UpdateFunctionConfiguration.ts';
import { migrations } from './rows.ts';

/** AWS Lambda: functions for Node.js, each run in processes of its own. */
export const service: Service = {
  name: 'lambda',
  model,
  migrations,
  accessDenied: 'AccessDeniedException',
  effects,
  timers,
  open: warmFirst,
  operations: {
    AddPermission,
    CreateFunction,
    DeleteFunction,
    GetFunction,
    GetFunctionConfiguration,
    GetPolicy,
    Invoke,
    ListFunctions,
    ListTags,
    ListVersionsByFunction,
    RemovePermission,
    TagResource,
    UntagResource,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
  },
};
