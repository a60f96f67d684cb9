import { useSearchParams } from 'wouter';
import type { CommandAnswer } from '../../../views/command.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { durationText } from '../../parts/duration.ts';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { Cancel } from './Cancel.tsx';
import { Machine } from './Machine.tsx';
import { Machines } from './Machines.tsx';
import './command.css';
import { Fact } from '../../parts/Fact.tsx';

/** A command of Systems Manager: what it has come to, machine by machine. */
export default function CommandPage({ stack, id }: PageProps) {
  const live = useView('command', { id });
  const [search, setSearch] = useSearchParams();
  useTitle(live.data?.document ?? 'Command', stack);
  return (
    <Viewed live={live}>
      {(answer) => {
        const asked = answer.machines.find(({ instanceId }) => instanceId === search.get('machine'));
        const chosen = asked ?? answer.machines[0];
        return (
          <>
            <Head {...answer} />
            {answer.machines.length > 1 && (
              <Machines
                {...answer}
                chosen={chosen?.instanceId}
                choose={(machine) => setSearch({ machine }, { replace: true })}
              />
            )}
            {chosen ? (
              <Machine key={chosen.instanceId} stack={stack} command={answer} machine={chosen} />
            ) : (
              <p>No machine has it yet. Targets are resolved within some seconds; this page shows them by itself.</p>
            )}
          </>
        );
      }}
    </Viewed>
  );
}

function Head(answer: CommandAnswer) {
  const { id, document, documentVersion, comment, status, details, requested, expires, now, parameters, counts } =
    answer;
  const given = parameters.filter(({ values }) => values.some(Boolean));
  return (
    <>
      <div className="head">
        <h1>
          {document} <Badge tone={toneOf(status)}>{status}</Badge>
        </h1>
        <Cancel {...answer} />
      </div>
      <dl className="facts">
        <Fact name="Command">
          <code>{id}</code>
        </Fact>
        {comment && <Fact name="Sent for">{plain(comment)}</Fact>}
        <Fact name="Sent">
          <Time at={requested} />, {durationText(Date.parse(now) - Date.parse(requested))} ago
        </Fact>
        {details !== status && <Fact name="Details">{details}</Fact>}
        {counts.target > 1 && (
          <Fact name="Machines">{`${counts.completed} of ${counts.target} done, ${counts.failed} failed`}</Fact>
        )}
        {isWaiting(status) && expires && (
          <Fact name="Given up">
            <Time at={expires} />, if it has not reached the machine by then
          </Fact>
        )}
        <Fact name="Version">{documentVersion || '$DEFAULT'} of the document</Fact>
        {given.map(({ name, values }) => (
          <Fact key={name} name={name}>
            {plain(values.join('\n'))}
          </Fact>
        ))}
        {given.length < parameters.length && (
          <Fact name="Left empty">
            {parameters
              .filter((each) => !given.includes(each))
              .map(({ name }) => name)
              .join(', ')}
          </Fact>
        )}
      </dl>
    </>
  );
}

const isWaiting = (status: string) => status === 'Pending' || status === 'Delayed';
