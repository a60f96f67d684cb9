import type { RunAnswer } from '../../../views/run.ts';
import { useView } from '../../data/live.ts';
import { causeOf } from '../../parts/cause.ts';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { RunHead } from './RunHead.tsx';
import { Timeline } from './Timeline.tsx';
import './run.css';

/** A run as a picture: each machine a bar, from its wake to its stop. */
export default function RunPage({ stack, id }: PageProps) {
  useTitle('Run', stack);
  return (
    <Viewed live={useView('run', { stack, run: id })}>
      {(run) => (
        <>
          <RunHead stack={stack} run={run} />
          {run.machines.length > 0 ? <Timeline stack={stack} run={run} /> : <Nothing {...run} />}
        </>
      )}
    </Viewed>
  );
}

function Nothing({ status, error, cause }: RunAnswer) {
  if (status === 'RUNNING')
    return (
      <p className="muted">
        The run plans which machines it wakes, and in which order. They appear here by themselves.
      </p>
    );
  return (
    <p>
      It came to no machine. {error && <strong>{error}</strong>} {cause && causeOf(cause).message} See which machines
      the stack selects with <code>wakepatch plan</code>, or on the page Stack.
    </p>
  );
}
