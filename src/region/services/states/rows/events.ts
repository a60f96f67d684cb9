import { detailsNameOf, type HistoryEvent } from '../../../../asl/index.ts';
import type { Database } from '../../../store/database.ts';

/**
 * Histories. What one transaction adds to an execution's is one row, or some where it is long: its time, and of each event
 * `[previousEventId, type, details]`. The rest follows: ids have no gaps, and details stand under a name that the type tells.
 * A row's place is the execution's sequence and the id of the row's first event, so that each history lies together in order.
 */
interface EventsRow {
  place: number;
  /** milliseconds since epoch */
  at: number;
  /** JSON: `StoredEvent[]` */
  events: string;
}

type StoredEvent = [previousEventId: number, type: string, details?: HistoryEvent[string]];

/** More than the 25,000 events that an execution can have. The trigger that deletes histories with executions knows it too. */
const room = 100_000;

/** In one row, so that a page of a history is read without much that is not in it. */
const mostEvents = 100;

export const events = {
  /** @param history events of one time, whose ids follow each other */
  insert(db: Database, execution: number, history: readonly HistoryEvent[]): void {
    for (let from = 0; from < history.length; from += mostEvents) {
      const { id, timestamp } = history[from]!;
      const stored = history.slice(from, from + mostEvents).map(toStored);
      db.run('INSERT INTO states_histories VALUES (?, ?, ?)', execution * room + id, timestamp, JSON.stringify(stored));
    }
  },
  /** @param after only events behind this one, in the direction of reading */
  list(db: Database, execution: number, after: number, limit: number, reverse: boolean): HistoryEvent[] {
    const last = reverse ? Math.min(after - 1, events.lastId(db, execution)) : after + limit;
    const first = reverse ? last - limit + 1 : after + 1;
    const rows = db.all<EventsRow>(
      'SELECT * FROM states_histories WHERE place BETWEEN ? AND ? ORDER BY place',
      execution * room + Math.max(first - mostEvents + 1, 1),
      execution * room + last,
    );
    const found = rows.flatMap(fromRow).filter(({ id }) => id >= first && id <= last);
    return reverse ? found.reverse() : found;
  },
  /** Of the last event; 0 where there is no history. */
  lastId(db: Database, execution: number): number {
    const row = db.one<EventsRow>(
      'SELECT * FROM states_histories WHERE place BETWEEN ? AND ? ORDER BY place DESC LIMIT 1',
      execution * room,
      execution * room + room - 1,
    );
    return row ? fromRow(row).at(-1)!.id : 0;
  },
};

function toStored(event: HistoryEvent): StoredEvent {
  const { previousEventId, type } = event;
  const details = event[detailsNameOf(type)];
  return details === undefined ? [previousEventId, type] : [previousEventId, type, details];
}

function fromRow({ place, at, events }: EventsRow): HistoryEvent[] {
  return (JSON.parse(events) as StoredEvent[]).map(([previousEventId, type, details], index) => ({
    id: (place % room) + index,
    previousEventId,
    type,
    timestamp: at,
    ...(details !== undefined && { [detailsNameOf(type)]: details }),
  }));
}
