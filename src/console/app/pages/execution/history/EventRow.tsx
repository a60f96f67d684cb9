import { useEffect, useState } from 'react';
import type { EventLine } from '../../../../../operator/executions/event-line.ts';
import type { ExecutionEvent } from '../../../../views/execution-event.ts';
import { ask, type Trouble, troubleOf } from '../../../data/api.ts';
import { durationText } from '../../../parts/duration.ts';
import { Fact } from '../../../parts/Fact.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { plain } from '../../../parts/plain.ts';
import { readable } from '../../../parts/printed.ts';
import { TroubleNote } from '../../../parts/TroubleNote.tsx';

export interface EventRowProps {
  readonly arn: string;
  readonly event: EventLine;
  /** when the execution began, ISO 8601 */
  readonly began: string;
  readonly isOpen: boolean;
  toggle(id: number): void;
}

export function EventRow({ arn, event, began, isOpen, toggle }: EventRowProps) {
  const { id, at, type, state, text, isFailure } = event;
  return (
    <div className={isFailure ? 'event bad' : 'event'}>
      <button type="button" className="event-line" aria-expanded={isOpen} onClick={() => toggle(id)}>
        <span className="event-id">{id}</span>
        <time className="event-at" dateTime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
          +{durationText(at - Date.parse(began))}
        </time>
        <span className="event-type">
          {isFailure && <span aria-hidden>✕ </span>}
          {type}
        </span>
        <span className="event-state">{state && plain(state)}</span>
        <span className="event-text">{plain(text)}</span>
      </button>
      {isOpen && <Whole arn={arn} id={id} />}
    </div>
  );
}

function Whole({ arn, id }: { arn: string; id: number }) {
  const [event, setEvent] = useState<ExecutionEvent>();
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => {
    ask('executionEvent', { arn, id: String(id) }).then(setEvent, (error) => setTrouble(troubleOf(error)));
  }, [arn, id]);
  if (!event) return trouble ? <TroubleNote trouble={trouble} /> : <Loading />;
  return (
    <dl className="event-whole">
      <Fact name="time">{new Date(event.at).toISOString()}</Fact>
      <Fact name="previous event">{event.previousEventId}</Fact>
      {event.details.map(({ name, text }) => (
        <Fact key={name} name={name}>
          <pre>{readable(text)}</pre>
        </Fact>
      ))}
      {event.isClipped && (
        <Fact name="clipped">
          This history is too large for the console to keep its data whole. The AWS CLI has it.
        </Fact>
      )}
    </dl>
  );
}
