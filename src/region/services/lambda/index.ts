import * as model from '@aws-sdk/client-lambda';
import type { Service } from '../../service.ts';
import { effects, timers, warmFirst } from './effects.ts';
import { CreateFunction } from './operations/CreateFunction.ts';
import { DeleteFunction } from './operations/DeleteFunction.ts';
import { GetFunction } from './operations/GetFunction.ts';
import { GetFunctionConfiguration } from './operations/GetFunctionConfiguration.ts';
import { Invoke } from './operations/Invoke.ts';
import { ListFunctions } from './operations/ListFunctions.ts';
import { ListTags } from './operations/ListTags.ts';
import { ListVersionsByFunction } from './operations/ListVersionsByFunction.ts';
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
    CreateFunction,
    DeleteFunction,
    GetFunction,
    GetFunctionConfiguration,
    Invoke,
    ListFunctions,
    ListTags,
    ListVersionsByFunction,
    TagResource,
    UntagResource,
    UpdateFunctionCode,
    UpdateFunctionConfiguration,
  },
};
