/** Histories of executions as they grow: what was read is kept, and only what is new is read again. */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import { detailsOf } from './event-details.ts';

/** An execution's history, as far as it was read. */
export interface History {
  /** in order, from the first, without a gap */
  readonly events: readonly HistoryEvent[];
  /** whether all is there that there was at the last look */
  readonly isComplete: boolean;
  /** the first event whose data was clipped to spare memory; undefined where none was */
  readonly clippedFrom?: number;
}

export interface HistoryBounds {
  /** pages of 1,000 events that one look reads at most, so that a long history does not keep people waiting */
  readonly pagesAtOnce: number;
  /** histories that are kept; who was not looked at for the longest goes first */
  readonly histories: number;
  /** characters of events' data that are kept of one history: what comes after is clipped */
  readonly characters: number;
}

/** GetExecutionHistory takes about 20 requests a second from an account (service quotas): a page is as long as can be. */
const page = 1000;
/** Events that a look at a running execution expects to be new. */
const fresh = 100;
/** characters that are left of clipped data */
const clip = 500;

export const usualBounds: HistoryBounds = { pagesAtOnce: 5, histories: 8, characters: 16_000_000 };

interface Kept {
  events: HistoryEvent[];
  /** where reading from the beginning goes on; undefined once the end was reached */
  forward: string | undefined;
  reachedEnd: boolean;
  characters: number;
  clippedFrom?: number;
  /** as it was at the last look at the end: when this has not changed and nothing runs, there is nothing new */
  version: string;
  reading?: Promise<void>;
}

export interface Histories {
  /**
   * @param version changes when there may be something new, such as status and redrives; '' always looks, and without one
   *   what was read before will do
   * @throws the service's errors, such as ExecutionDoesNotExist
   */
  read(executionArn: string, version?: string): Promise<History>;
}

export function histories({ states }: Pick<Clients, 'states'>, bounds: HistoryBounds = usualBounds): Histories {
  const all = new Map<string, Kept>();
  return {
    async read(executionArn, version) {
      const kept = all.get(executionArn) ?? {
        events: [],
        forward: undefined,
        reachedEnd: false,
        characters: 0,
        version: '',
      };
      all.delete(executionArn);
      all.set(executionArn, kept);
      for (const oldest of all.keys()) {
        if (all.size <= bounds.histories) break;
        all.delete(oldest);
      }
      const isEnough = version === undefined && kept.events.length > 0;
      // Two pages that look at once read it once.
      if (!isEnough)
        kept.reading ??= readOn(states, executionArn, kept, version ?? '', bounds).finally(() => {
          kept.reading = undefined;
        });
      await kept.reading;
      return { events: kept.events, isComplete: kept.reachedEnd, clippedFrom: kept.clippedFrom };
    },
  };
}

const perClients = new WeakMap<Clients, Histories>();

/** The histories that are kept for all who look with these clients. */
export function historiesOf(clients: Clients): Histories {
  const known = perClients.get(clients) ?? histories(clients);
  perClients.set(clients, known);
  return known;
}

async function readOn(
  states: Clients['states'],
  executionArn: string,
  kept: Kept,
  version: string,
  bounds: HistoryBounds,
): Promise<void> {
  if (!kept.reachedEnd) return readForward(states, executionArn, kept, version, bounds);
  if (version !== '' && kept.version === version) return;
  if (!(await readNewest(states, executionArn, kept, bounds))) {
    Object.assign(kept, { events: [], forward: undefined, reachedEnd: false, characters: 0, clippedFrom: undefined });
    return readForward(states, executionArn, kept, version, bounds);
  }
  kept.version = isOver(kept) ? version : '';
}

/** Histories are eventually consistent: one may still lack its end when the execution is said to be over. */
const isOver = ({ events }: Kept) => /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(events.at(-1)?.type ?? '');

async function readForward(
  states: Clients['states'],
  executionArn: string,
  kept: Kept,
  version: string,
  bounds: HistoryBounds,
): Promise<void> {
  for (let pages = 0; pages < bounds.pagesAtOnce; pages++) {
    const found = await states.getExecutionHistory({ executionArn, maxResults: page, nextToken: kept.forward });
    keep(kept, found.events ?? [], bounds);
    kept.forward = found.nextToken;
    if (found.nextToken) continue;
    kept.reachedEnd = true;
    kept.version = isOver(kept) ? version : '';
    return;
  }
}

/** Reads backwards from the end to what is known. @returns whether what was read joins on to it */
async function readNewest(
  states: Clients['states'],
  executionArn: string,
  kept: Kept,
  bounds: HistoryBounds,
): Promise<boolean> {
  const last = kept.events.at(-1)?.id ?? 0;
  const found: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const maxResults = nextToken ? page : fresh;
    const answer = await states.getExecutionHistory({ executionArn, reverseOrder: true, maxResults, nextToken });
    found.push(...(answer.events ?? []));
    nextToken = answer.nextToken;
  } while (nextToken && (found.at(-1)?.id ?? 0) > last);
  const news = found.filter(({ id = 0 }) => id > last).reverse();
  if (news.some(({ id }, index) => id !== last + 1 + index)) return false;
  keep(kept, news, bounds);
  return true;
}

const data = ['input', 'output', 'parameters', 'cause'] as const;

function keep(kept: Kept, events: readonly HistoryEvent[], { characters }: HistoryBounds): void {
  for (const event of events) {
    const details = detailsOf(event) as Record<(typeof data)[number], string | undefined>;
    for (const name of data) {
      const text = details[name];
      if (text === undefined) continue;
      if (kept.characters + text.length > characters && text.length > clip) {
        details[name] = text.slice(0, clip);
        kept.clippedFrom ??= event.id;
      }
      kept.characters += details[name]?.length ?? 0;
    }
    kept.events.push(event);
  }
}
