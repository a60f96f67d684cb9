import { useState } from 'react';
import type { RunLine } from '../../../../operator/run-line.ts';
import { address } from '../../addresses.ts';
import { ask, type Trouble, troubleOf } from '../../data/api.ts';
import { useView } from '../../data/live.ts';
import { StackedBars } from '../../parts/charts/StackedBars.tsx';
import { Empty } from '../../parts/Empty.tsx';
import { TroubleNote } from '../../parts/TroubleNote.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { chartsOf, joined } from './charts.ts';
import { RunTable } from './RunTable.tsx';
import './runs.css';

const label = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** Every run of the stack, the newest first, and what they come to over time. */
export default function RunsPage({ stack }: PageProps) {
  useTitle('Runs', stack);
  const older = useOlder(stack);
  return (
    <Viewed live={useView('runs', { stack })}>
      {({ runs: newest, older: next }) => {
        const runs = joined([newest, ...older.pages]);
        if (runs.length === 0)
          return (
            <Empty title="Nothing has run yet">
              The window opens by its schedule; on the page Windows you can have it run now, or with{' '}
              <code>wakepatch run --stack {stack}</code>.
            </Empty>
          );
        const charts = chartsOf(runs, {
          label: ({ began }) => label.format(new Date(began)),
          to: ({ name }: RunLine) => address.run(stack, name),
        });
        const before = older.pages.length ? older.next : next;
        return (
          <>
            <h1>Runs</h1>
            {charts.length > 0 && (
              <section aria-labelledby="over-time">
                <h2 id="over-time" className="hidden">
                  Over time
                </h2>
                <div className="charts">
                  {charts.map((data) => (
                    <StackedBars key={data.title} data={data} />
                  ))}
                </div>
              </section>
            )}
            <h2>All runs</h2>
            <RunTable stack={stack} runs={runs} />
            <TroubleNote trouble={older.trouble} />
            {before && (
              <p>
                <button type="button" disabled={older.busy} onClick={() => older.read(before)}>
                  {older.busy ? 'Looking …' : 'Show older runs'}
                </button>
              </p>
            )}
          </>
        );
      }}
    </Viewed>
  );
}

interface Older {
  readonly pages: readonly (readonly RunLine[])[];
  readonly next?: string;
  readonly busy: boolean;
  readonly trouble?: Trouble;
}

/** What ended long ago changes no more: it is asked for once. */
function useOlder(stack: string): Older & { read(before: string): Promise<void> } {
  const [state, setState] = useState<Older>({ pages: [], busy: false });
  return {
    ...state,
    async read(before) {
      setState({ ...state, busy: true, trouble: undefined });
      try {
        const { runs, older } = await ask('runs', { stack, before });
        setState({ pages: [...state.pages, runs], next: older, busy: false });
      } catch (error) {
        setState({ ...state, busy: false, trouble: troubleOf(error) });
      }
    },
  };
}
