import type { Session } from '@aws-sdk/client-ssm';
import { notSupported } from '../../../errors.ts';
import { operation } from '../../../service.ts';
import { invalidFilterKey } from '../errors.ts';
import { page } from '../pages.ts';
import { type FoundSession, sessionsOn } from '../sessions/sessions.ts';

/** SessionFilter, by key. */
const filters: Readonly<Record<string, (value: string, found: FoundSession) => boolean>> = {
  InvokedAfter: (value, { session }) => session.startedAt >= Date.parse(value),
  InvokedBefore: (value, { session }) => session.startedAt < Date.parse(value),
  Owner: (value, { session }) => session.owner === value,
  SessionId: (value, { session }) => session.id === value,
  Status: (value, found) => statusOf(found) === value,
  Target: (value, { instanceId }) => instanceId === value,
};

const statusOf = ({ session }: FoundSession) => (session.endedAt === undefined ? 'Connected' : 'Terminated');

/** The sessions that are open, or those that are over, on the machines of managed instances. The latest first. */
export const DescribeSessions = operation<'ssm', 'DescribeSessions'>({
  accepts: ['State', 'Filters', 'MaxResults', 'NextToken'],
  async respond({ State, Filters = [], ...paging }, outside) {
    const unknown = Filters.find(({ key }) => !Object.hasOwn(filters, key!));
    if (unknown?.key === 'AccessType') throw notSupported('the filter AccessType of DescribeSessions');
    if (unknown) throw invalidFilterKey(`The filter key ${unknown.key} is not valid.`);
    const target = Filters.find(({ key }) => key === 'Target')?.value;
    const found = (await sessionsOn(outside, target))
      .filter(({ session }) => (session.endedAt === undefined) === (State === 'Active'))
      .filter((each) => Filters.every(({ key, value }) => filters[key!]!(value!, each)))
      .sort((a, b) => b.session.startedAt - a.session.startedAt || (a.session.id < b.session.id ? -1 : 1));
    const { items, NextToken } = page(found, paging, { least: 1, most: 200 });
    return { Sessions: items.map(describe), NextToken };
  },
});

function describe(found: FoundSession): Session {
  const { session, instanceId } = found;
  return {
    SessionId: session.id,
    Target: instanceId,
    Status: statusOf(found),
    StartDate: new Date(session.startedAt),
    EndDate: session.endedAt === undefined ? undefined : new Date(session.endedAt),
    DocumentName: 'SSM-SessionManagerRunShell',
    Owner: session.owner,
  };
}
