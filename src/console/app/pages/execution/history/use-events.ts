import { useEffect, useState } from 'react';
import type { EventLine } from '../../../../../operator/executions/event-line.ts';
import { ask, type Trouble, troubleOf } from '../../../data/api.ts';

/** Events never change: each is fetched once, as soon as the execution is said to have it. */
export function useEvents(arn: string, count: number): { events: readonly EventLine[]; trouble: Trouble | undefined } {
  const [events, setEvents] = useState<readonly EventLine[]>([]);
  const [trouble, setTrouble] = useState<Trouble>();
  const known = events.length;
  useEffect(() => {
    if (known >= count) return;
    let isWanted = true;
    ask('executionEvents', { arn, after: String(known) }).then(
      ({ events: more }) => {
        if (!isWanted) return;
        setTrouble(undefined);
        setEvents((before) => [...before, ...more]);
      },
      (error) => isWanted && setTrouble(troubleOf(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [arn, known, count]);
  return { events, trouble };
}
