/**
 * For tests: a Region with a role that functions may run as, and functions made of the text of their index.js.
 */
import type { CreateFunctionCommandInput, InvokeCommandInput } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { openTestRegion, type TestRegionOptions } from '../../../../test/region.ts';
import { service as iam } from '../iam/index.ts';
import { service as logs } from '../logs/index.ts';
import { service as sts } from '../sts/index.ts';
import { service as lambda } from './index.ts';

export const zip = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

export const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

export const trustIn = (service: string): string =>
  policy({ Principal: { Service: service }, Action: 'sts:AssumeRole' });

/** Waits for what processes do in their own time; the test's time limit ends a wait that is in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

export async function openRegionWithFunctions(options: TestRegionOptions = {}) {
  const opened = await openTestRegion({ services: [iam, sts, logs, lambda], ...options });
  const { clients } = opened;
  const RoleName = 'function-role';
  const existing = await clients.iam.listRoles({});
  if (existing.Roles?.length === 0) {
    await clients.iam.createRole({ RoleName, AssumeRolePolicyDocument: trustIn('lambda.amazonaws.com') });
    const mayLog = policy({ Action: 'logs:*', Resource: '*' });
    await clients.iam.putRolePolicy({ RoleName, PolicyName: 'logs', PolicyDocument: mayLog });
  }
  const Role = `arn:aws:iam::123456789012:role/${RoleName}`;

  return {
    ...opened,
    Role,
    /** @param code of index.js, or files by name */
    create(
      FunctionName: string,
      code: string | Record<string, string>,
      more: Partial<CreateFunctionCommandInput> = {},
    ) {
      const files = typeof code === 'string' ? { 'index.js': code } : code;
      return clients.lambda.createFunction({
        FunctionName,
        Role,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip(files) },
        ...more,
      });
    },
    /** Invokes with a tail of the log, and reads what comes back. */
    async invoke(FunctionName: string, event: unknown = {}, more: Partial<InvokeCommandInput> = {}) {
      const Payload = JSON.stringify(event);
      const answer = await clients.lambda.invoke({ FunctionName, Payload, LogType: 'Tail', ...more });
      return {
        ...answer,
        result: answer.Payload?.length ? JSON.parse(answer.Payload.transformToString()) : undefined,
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
      };
    },
    /** All that stands in a function's log group. */
    async logged(FunctionName: string): Promise<string> {
      const { events } = await clients.logs.filterLogEvents({ logGroupName: `/aws/lambda/${FunctionName}` });
      return events?.map(({ message }) => message).join('') ?? '';
    },
  };
}

export type RegionWithFunctions = Awaited<ReturnType<typeof openRegionWithFunctions>>;
