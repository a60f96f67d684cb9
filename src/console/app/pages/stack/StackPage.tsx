import type { StackAnswer } from '../../../views/stack.ts';
import type { PageProps } from '../../App.tsx';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Time } from '../../parts/Time.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';

/** What a stack is made of, and what happens to it. */
export default function StackPage({ stack }: PageProps) {
  useTitle('Stack', stack);
  return (
    <Viewed live={useView('stack', { stack })}>
      {(answer) => (
        <>
          <Head {...answer} />
          <Resources resources={answer.resources} />
          <Events events={answer.events} />
        </>
      )}
    </Viewed>
  );
}

function Head({ name, status, reason, description, created, updated, parameters, outputs }: StackAnswer) {
  return (
    <>
      <h1>
        {name} <Badge tone={toneOf(status)}>{status}</Badge>
      </h1>
      {reason && <p>{reason}</p>}
      {description && <p>{description}</p>}
      <p className="muted">
        Created <Time at={created} />
        {updated && (
          <>
            , changed <Time at={updated} />
          </>
        )}
      </p>
      <Pairs title="Parameters" pairs={parameters} />
      <Pairs title="Outputs" pairs={outputs} />
    </>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly { key: string; value: string }[] }) {
  return (
    <details>
      <summary>
        {title} ({pairs.length})
      </summary>
      <dl className="pairs">
        {pairs.map(({ key, value }) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value || <span className="muted">empty</span>}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Resources({ resources }: Pick<StackAnswer, 'resources'>) {
  return (
    <section>
      <h2>Resources</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Resource</th>
              <th scope="col">Type</th>
              <th scope="col">Status</th>
              <th scope="col">Physical id</th>
            </tr>
          </thead>
          <tbody>
            {resources.map(({ logicalId, type, status, reason, physicalId }) => (
              <tr key={logicalId}>
                <th scope="row">{logicalId}</th>
                <td>{type}</td>
                <td>
                  <Badge tone={toneOf(status)}>{status}</Badge> {reason}
                </td>
                <td>{physicalId}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Events({ events }: Pick<StackAnswer, 'events'>) {
  return (
    <section>
      <h2>Events</h2>
      <ol className="events">
        {events.map(({ id, at, logicalId, type, status, reason }) => (
          <li key={id}>
            <Time at={at} /> <Badge tone={toneOf(status)}>{status}</Badge> {logicalId}{' '}
            <span className="muted">{type}</span> {reason}
          </li>
        ))}
      </ol>
    </section>
  );
}
