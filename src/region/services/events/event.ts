import type { Context } from '../../service.ts';

/** An event as its targets get it. Source: EventBridge User Guide, "Events in Amazon EventBridge". */
export interface Event {
  version: '0';
  /** uuid */
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** whole seconds, e.g. `2026-01-01T00:00:00Z` */
  time: string;
  region: string;
  /** ARNs */
  resources: string[];
  detail: unknown;
}

/** @param what.at milliseconds since epoch, default now */
export function eventOf(
  context: Context,
  what: { source: string; detailType: string; detail: unknown; resources: string[]; at?: number | undefined },
): Event {
  return {
    version: '0',
    id: context.uuid(),
    'detail-type': what.detailType,
    source: what.source,
    account: context.account,
    time: new Date(what.at ?? context.now).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: context.region,
    resources: what.resources,
    detail: what.detail,
  };
}
