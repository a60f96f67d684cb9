import * as model from '@aws-sdk/client-sts';
import type { Service } from '../../service.ts';
import { AssumeRole } from './operations/AssumeRole.ts';
import { GetCallerIdentity } from './operations/GetCallerIdentity.ts';
import { migrations, sessions } from './rows.ts';

/** Temporary credentials: who somebody is, and for how long. */
export const service: Service = {
  name: 'sts',
  model,
  migrations,
  accessDenied: 'AccessDenied',
  operations: { AssumeRole, GetCallerIdentity },
  // Only functions have sessions, and they end with the Region. One that is still about must not ask the next Region for
  // what is done again on behalf of the same effect.
  open: ({ db }) => void sessions.deleteAll(db),
};
