import { useId, useState } from 'react';
import { Link } from 'wouter';
import { findState } from '../../../../operator/executions/definition.ts';
import type { ExecutionAnswer } from '../../../views/execution.ts';
import type { StateAnswer, VisitDetail } from '../../../views/execution-state.ts';
import { address } from '../../addresses.ts';
import { useView } from '../../data/live.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Data } from '../../parts/Data.tsx';
import { durationText } from '../../parts/duration.ts';
import { Fact } from '../../parts/Fact.tsx';
import { FailureNote } from '../../parts/FailureNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { Viewed } from '../../parts/Viewed.tsx';
import { wholeOf } from './whole.ts';
import { lookOf } from './words.ts';

export interface StatePanelProps {
  readonly stack: string;
  readonly answer: ExecutionAnswer;
  readonly state: string | undefined;
  /** the id of a visit that the address asks for */
  readonly visit: string | null;
}

/** What became of one state: each time that it was entered, with what it got and gave. */
export function StatePanel({ stack, answer, state, visit: asked }: StatePanelProps) {
  const heading = useId();
  const [visit, setVisit] = useState(asked ?? '');
  const definition = state === undefined ? undefined : findState(answer.flow, state);
  const summary = answer.states.find(({ name }) => name === state);
  if (state === undefined || !definition)
    return (
      <section className="panel" aria-label="The chosen state">
        <p className="muted">Choose a state to see what it got and gave.</p>
      </section>
    );
  const { tone, word } = lookOf(summary?.status);
  return (
    <section className="panel" aria-labelledby={heading}>
      <h2 id={heading}>
        {state} <Badge tone={tone}>{word}</Badge>
      </h2>
      <p className="muted">
        {definition.Type} state{definition.Comment && `: ${definition.Comment}`}
      </p>
      {summary ? (
        <Entered stack={stack} answer={answer} state={state} visit={visit} setVisit={setVisit} />
      ) : (
        <p>It was not entered{answer.ended ? '' : ' yet'}.</p>
      )}
      <Data
        title="Definition"
        text={JSON.stringify(definition, undefined, 2)}
        length={JSON.stringify(definition, undefined, 2).length}
      />
    </section>
  );
}

interface EnteredProps extends Omit<StatePanelProps, 'state' | 'visit'> {
  readonly state: string;
  readonly visit: string;
  setVisit(visit: string): void;
}

function Entered({ stack, answer, state, visit, setVisit }: EnteredProps) {
  const live = useView('executionState', { arn: answer.arn, state, visit: visit || undefined });
  return (
    <Viewed live={live}>
      {(found) => (
        <>
          <Choice {...found} chosen={visit} setVisit={setVisit} />
          {found.visit && <Visited stack={stack} answer={answer} visit={found.visit} />}
        </>
      )}
    </Viewed>
  );
}

type ChoiceProps = StateAnswer & { chosen: string; setVisit(visit: string): void };

function Choice({ entered, visits, chosen, setVisit }: ChoiceProps) {
  if (entered < 2) return null;
  return (
    <p>
      <label>
        Entered {entered} times:{' '}
        <select value={chosen} onChange={({ target }) => setVisit(target.value)}>
          <option value="">the newest</option>
          {visits.map(({ id, status, enteredAt, iteration }) => (
            <option key={id} value={id}>
              {`${new Date(enteredAt).toLocaleTimeString()} ${lookOf(status).word}${iteration ? `, ${iteration}` : ''}`}
            </option>
          ))}
        </select>
      </label>
      {entered > visits.length && <span className="muted"> (the newest {visits.length})</span>}
    </p>
  );
}

function Visited({ stack, answer, visit }: { stack: string; answer: ExecutionAnswer; visit: VisitDetail }) {
  const { arn, now } = answer;
  const { enteredAt, leftAt, attempts, failures, commands, resource, iteration } = visit;
  const data = [
    { title: 'Input', data: visit.input },
    { title: 'Asked with', data: visit.parameters },
    { title: 'Answer', data: visit.result },
    { title: 'Output', data: visit.output },
    { title: 'Variables that it assigned', data: visit.assigned },
  ];
  return (
    <>
      <dl className="facts">
        <Fact name="Status">{lookOf(visit.status).word}</Fact>
        <Fact name="Entered">
          <Time at={new Date(enteredAt).toISOString()} />
        </Fact>
        <Fact name={leftAt === undefined ? 'So far' : 'Took'}>
          {durationText((leftAt ?? Date.parse(now)) - enteredAt)}
        </Fact>
        {iteration && <Fact name="Iteration">{iteration}</Fact>}
        {attempts > 1 && <Fact name="Tried">{`${attempts} times`}</Fact>}
        {resource && <Fact name="Asks">{resource}</Fact>}
        {commands.map((id) => (
          <Fact key={id} name="Command">
            <Link href={address.command(stack, id)}>{id}</Link>
          </Fact>
        ))}
      </dl>
      <Failures failures={failures} />
      {data.map(
        ({ title, data: found }) =>
          found && (
            <Data
              key={`${title} ${found.event}`}
              title={title}
              text={found.text}
              length={found.length}
              whole={wholeOf(arn, found.event, found.member)}
              open={title === 'Output' || (title === 'Input' && !visit.output)}
            />
          ),
      )}
    </>
  );
}

/** Why it failed; what only made it try again is folded. */
function Failures({ failures }: Pick<VisitDetail, 'failures'>) {
  const last = failures.at(-1);
  if (!last) return null;
  const earlier = failures.slice(0, -1);
  return (
    <>
      <Failed failure={last} />
      {earlier.length > 0 && (
        <details>
          <summary>{earlier.length === 1 ? 'An earlier failure' : `${earlier.length} earlier failures`}</summary>
          {earlier.map((failure) => (
            <Failed key={failure.eventId} failure={failure} />
          ))}
        </details>
      )}
    </>
  );
}

function Failed({ failure: { at, error, cause } }: { failure: VisitDetail['failures'][number] }) {
  return (
    <FailureNote error={error} cause={cause}>
      <Time at={new Date(at).toISOString()} />
    </FailureNote>
  );
}
