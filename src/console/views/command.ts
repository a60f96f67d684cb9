import type { CommandInvocation } from '@aws-sdk/client-ssm';
import { findCommand, invocationsOf } from '../../operator/commands/invocations.ts';
import { timeAt } from '../../operator/fleet/time.ts';
import { namesOf } from '../../operator/machine-name.ts';
import type { View } from '../view.ts';

export interface CommandMachine {
  readonly instanceId: string;
  readonly name: string;
  readonly status: string;
  readonly details: string;
}

/** Times are ISO 8601. */
export interface CommandAnswer {
  readonly id: string;
  readonly document: string;
  readonly documentVersion: string;
  /** what whoever sent it said of it; wakepatch names its execution here */
  readonly comment: string;
  readonly status: string;
  readonly details: string;
  readonly requested: string;
  /** until when it must have reached its machines */
  readonly expires?: string;
  /** the time at the endpoint */
  readonly now: string;
  /** the role that tells of its end */
  readonly serviceRole?: string;
  readonly parameters: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly counts: { readonly target: number; readonly completed: number; readonly failed: number };
  readonly machines: readonly CommandMachine[];
  /** whether it has more machines */
  readonly isCut: boolean;
}

/** Machines of a command that are looked at: 20 requests. */
const most = 1000;

/** A command: what it was sent with, and what it has come to on each of its machines. */
export const command: View<{ id: string }, CommandAnswer> = {
  params: ['id'],
  async read({ clients }, { id }) {
    const found = await findCommand(clients, id);
    const [{ invocations, isCut }, now] = await Promise.all([invocationsOf(clients, id, most), timeAt(clients)]);
    return {
      id,
      document: found.DocumentName ?? '',
      documentVersion: found.DocumentVersion ?? '',
      comment: found.Comment ?? '',
      status: found.Status ?? '',
      details: found.StatusDetails ?? '',
      requested: found.RequestedDateTime?.toISOString() ?? '',
      expires: found.ExpiresAfter?.toISOString(),
      now: now.toISOString(),
      serviceRole: found.ServiceRole,
      parameters: Object.entries(found.Parameters ?? {}).map(([name, values]) => ({ name, values })),
      counts: {
        target: found.TargetCount ?? invocations.length,
        completed: found.CompletedCount ?? 0,
        failed: found.ErrorCount ?? 0,
      },
      machines: await named(clients, invocations),
      isCut,
    };
  },
};

async function named(clients: Parameters<typeof namesOf>[0], invocations: readonly CommandInvocation[]) {
  const ids = invocations.map(({ InstanceId = '' }) => InstanceId);
  const names = await namesOf(clients, ids);
  return invocations.map(({ InstanceId = '', Status = '', StatusDetails = '' }) => ({
    instanceId: InstanceId,
    name: names.get(InstanceId) ?? '',
    status: Status as string,
    details: StatusDetails,
  }));
}
