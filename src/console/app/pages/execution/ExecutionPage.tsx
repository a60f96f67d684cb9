import { useCallback } from 'react';
import { useSearchParams } from 'wouter';
import type { StateSummary } from '../../../../operator/executions/summary.ts';
import { useView } from '../../data/live.ts';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { Graph } from './graph/Graph.tsx';
import { Head } from './Head.tsx';
import { History } from './history/History.tsx';
import { MapRuns } from './MapRuns.tsx';
import { StateList } from './StateList.tsx';
import { StatePanel } from './StatePanel.tsx';
import './execution.css';

/** One execution of a state machine: its states as they go, what each took and gave, and all that happened. */
export default function ExecutionPage({ stack, id: arn }: PageProps) {
  const live = useView('execution', { arn });
  const [search, setSearch] = useSearchParams();
  const choose = useCallback((state: string) => setSearch({ state }, { replace: true }), [setSearch]);
  useTitle(live.data?.name ?? 'Execution', stack);
  return (
    <Viewed live={live}>
      {(answer) => {
        const chosen = search.get('state') ?? standsOut(answer.states);
        return (
          <>
            <Head stack={stack} {...answer} />
            <div className="execution">
              <Graph
                flow={answer.flow}
                states={answer.states}
                transitions={answer.transitions}
                mapRuns={answer.mapRuns}
                chosen={chosen}
                beginsThere={search.has('state') || answer.status !== 'SUCCEEDED'}
                choose={choose}
              />
              <StatePanel key={chosen} stack={stack} answer={answer} state={chosen} visit={search.get('visit')} />
            </div>
            <MapRuns stack={stack} runs={answer.mapRuns} />
            <StateList answer={answer} chosen={chosen} choose={choose} />
            <History arn={answer.arn} history={answer.history} began={answer.began} />
          </>
        );
      }}
    </Viewed>
  );
}

/** What is looked at as long as nobody has chosen: what goes on, else what failed first, else where it ended. */
function standsOut(states: readonly StateSummary[]): string | undefined {
  const newest = states.toSorted((a, b) => a.lastAt - b.lastAt);
  // Map and Parallel states fail because of a state inside, and a Fail state tells of what failed before.
  const own = states.filter(({ type }) => !['Map', 'Parallel', 'Fail'].includes(type));
  const found =
    // The innermost of those that run was entered last.
    newest.findLast(({ running }) => running > 0) ??
    own.find(({ failed }) => failed > 0) ??
    own.find(({ caught }) => caught > 0) ??
    newest.at(-1);
  return found?.name;
}
