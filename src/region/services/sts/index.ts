import * as model from '@aws-sdk/client-sts';
import type { Service } from '../../service.ts';
import { AssumeRole } from './operations/AssumeRole.ts';
import { GetCallerIdentity } from './operations/GetCallerIdentity.ts';
import { migrations } from './rows.ts';

/** Temporary credentials: who somebody is, and for how long. */
export const service: Service = {
  name: 'sts',
  model,
  migrations,
  accessDenied: 'AccessDenied',
  operations: { AssumeRole, GetCallerIdentity },
};
