import type { StackAnswer } from '../../../views/stack.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { FailureNote } from '../../parts/FailureNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { Events } from './Events.tsx';
import { Outputs, Parameters } from './Parameters.tsx';
import { Resources } from './Resources.tsx';
import './stack.css';

/** What a stack is made of, and what happens to it. */
export default function StackPage({ stack }: PageProps) {
  useTitle('Stack', stack);
  return (
    <Viewed live={useView('stack', { stack })}>
      {(answer) => (
        <>
          <Head {...answer} />
          <Failures {...answer} />
          <Progress {...answer} />
          <Resources stack={stack} resources={answer.resources} />
          <div className="stack-values">
            <Parameters parameters={answer.parameters} />
            <Outputs outputs={answer.outputs} />
          </div>
          <Events events={answer.events} isCut={answer.isCut} />
        </>
      )}
    </Viewed>
  );
}

function Head({ name, status, reason, description, created, updated, failures }: StackAnswer) {
  return (
    <>
      <h1>
        {name} <Badge tone={toneOf(status)}>{status}</Badge>
      </h1>
      {reason && failures.length === 0 && <p>{reason}</p>}
      {description && <p>{description}</p>}
      <p className="muted">
        Created <Time at={created} />
        {updated && (
          <>
            , changed <Time at={updated} />
          </>
        )}
      </p>
    </>
  );
}

/** What failed first stands first: the rest mostly follows from it. */
function Failures({ failures }: StackAnswer) {
  const [first, ...others] = failures;
  if (!first) return null;
  return (
    <section aria-label="What failed">
      <FailureNote error={`${first.logicalId}: ${first.status}`} cause={first.reason}>
        {first.type}, <Time at={first.at} />
      </FailureNote>
      {others.length > 0 && (
        <details>
          <summary>{others.length} more failed after it</summary>
          {others.map(({ logicalId, status, type, reason, at }) => (
            <FailureNote key={`${logicalId} ${at}`} error={`${logicalId}: ${status}`} cause={reason}>
              {type}, <Time at={at} />
            </FailureNote>
          ))}
        </details>
      )}
    </section>
  );
}

function Progress({ progress, status }: StackAnswer) {
  if (!progress) return null;
  const { done, total } = progress;
  return (
    <p>
      <progress max={total ?? 1} value={total === undefined ? undefined : done} aria-label={status} />{' '}
      {total === undefined ? `${done} resources changed so far` : `${done} of ${total} resources done`}
    </p>
  );
}
