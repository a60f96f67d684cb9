import { useDeferredValue, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { FleetOfMachines } from '../../../../operator/fleet/machines.ts';
import { useView } from '../../data/live.ts';
import { Empty } from '../../parts/Empty.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import type { PageProps } from '../page.ts';
import { Actions } from './Actions.tsx';
import { Concerns } from './Concerns.tsx';
import { Facts } from './Facts.tsx';
import { Filters } from './Filters.tsx';
import { filtered, filterIn, orderIn, queryWith } from './filter.ts';
import { Machines, orderedColumns } from './Machines.tsx';
import { concernsOf, summaryOf } from './summary.ts';
import { Tiles } from './Tiles.tsx';
import './fleet.css';

/** Every machine that the stack selects: first what needs a person. */
export default function FleetPage({ stack }: PageProps) {
  useTitle('Fleet', stack);
  return <Viewed live={useView('fleet', { stack })}>{(fleet) => <Fleet stack={stack} fleet={fleet} />}</Viewed>;
}

function Fleet({ stack, fleet }: { stack: string; fleet: FleetOfMachines }) {
  const { machines, objectiveDays, kind } = fleet;
  const lines = useMemo(() => Object.values(machines), [machines]);
  const summary = useMemo(() => summaryOf(lines), [lines]);
  const concerns = useMemo(() => concernsOf(lines, objectiveDays), [lines, objectiveDays]);
  const [query, setQuery] = useSearchParams();
  // Typing goes on while thousands of rows are sorted out.
  const text = useDeferredValue(query.toString());
  const { filter, order } = useMemo(() => {
    const asked = new URLSearchParams(text);
    return { filter: filterIn(asked), order: orderIn(asked, orderedColumns) };
  }, [text]);
  const rows = useMemo(() => filtered(lines, filter), [lines, filter]);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const change = (by: Parameters<typeof queryWith>[1]) => setQuery((now) => queryWith(now, by), { replace: true });

  if (!lines.length && fleet.whole)
    return (
      <Empty title="No machine is selected">
        The stack selects instances by {kind === 'fleet' ? 'its tag, or by id' : 'the targets of its window'}, and there
        is none. Give instances that tag, or name others with <code>wakepatch deploy</code>: they appear here by
        themselves.
      </Empty>
    );
  return (
    <>
      <h1>Fleet</h1>
      <Facts stack={stack} fleet={fleet} count={lines.length} />
      <Tiles
        summary={summary}
        objectiveDays={objectiveDays}
        stack={stack}
        onShow={(only) => change({ ...nothing, only })}
      />
      <Concerns concerns={concerns} stack={stack} onShow={(show) => change({ ...nothing, ...show })} />
      <section aria-labelledby="machines">
        <div className="fleet-bar">
          <h2 id="machines">Machines</h2>
          <Actions stack={stack} kind={kind} machines={machines} chosen={chosen} onDone={() => choose(new Set())} />
        </div>
        <Filters filter={filterIn(query)} onChange={change} lines={lines} shown={rows.length} />
        <Machines
          stack={stack}
          rows={rows}
          next={fleet.window.enabled ? fleet.window.next : undefined}
          order={order}
          onOrder={(to) => change({ order: to })}
          chosen={chosen}
          onChoose={choose}
        />
      </section>
    </>
  );
}

/** What is shown next is shown alone. */
const nothing = { search: '', outcome: '', state: '', only: '' };
