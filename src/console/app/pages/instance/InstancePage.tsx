import { useState } from 'react';
import { Link } from 'wouter';
import type { Machine } from '../../../../operator/fleet/machine.ts';
import { address } from '../../addresses.ts';
import { useView } from '../../data/live.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { HoldMachines } from '../../parts/HoldMachines.tsx';
import { plain } from '../../parts/plain.ts';
import { ReleaseMachines } from '../../parts/ReleaseMachines.tsx';
import { useTitle } from '../../parts/title.ts';
import { Viewed } from '../../parts/Viewed.tsx';
import { Gaps } from '../fleet/Gaps.tsx';
import { Marks } from '../fleet/Marks.tsx';
import { RunNow } from '../fleet/RunNow.tsx';
import type { PageProps } from '../page.ts';
import { About } from './About.tsx';
import { Packages } from './Packages.tsx';
import { Patches } from './Patches.tsx';
import { Runs } from './Runs.tsx';
import { StalenessChart } from './StalenessChart.tsx';
import { Standing } from './Standing.tsx';
import '../fleet/fleet.css';
import './instance.css';

/** One machine: how it stands, what may be ordered, and its life. */
export default function InstancePage({ stack, id }: PageProps) {
  return (
    <Viewed live={useView('instance', { stack, id })}>
      {(machine) => <One stack={stack} id={id} machine={machine} />}
    </Viewed>
  );
}

function One({ stack, id, machine }: { stack: string; id: string; machine: Machine }) {
  const { line, life, gaps, now, objectiveDays } = machine;
  const name = plain(line?.name ?? id);
  useTitle(name, stack);
  return (
    <>
      <p className="trail">
        <Link href={address.fleet(stack)}>Fleet</Link>
      </p>
      <div className="fleet-bar machine-head">
        <h1>
          {name}{' '}
          {line ? (
            <Badge tone={line.state === 'stopped' ? 'plain' : toneOf(line.state)}>{line.state}</Badge>
          ) : (
            <Badge tone="plain">gone</Badge>
          )}
        </h1>
        {line && <MachineActions stack={stack} machine={machine} />}
      </div>
      <div className="machine-marks">
        <span className="mono muted">{id}</span>
        {line && <Marks line={line} />}
      </div>
      <Gaps gaps={gaps} />
      {!line && <p>EC2 knows no instance {id} any more, in this account and Region. What runs left of it is below.</p>}
      <Standing stack={stack} machine={machine} />
      <Patches machine={machine} />
      <StalenessChart runs={life.runs} now={now} objectiveDays={objectiveDays} />
      <Runs stack={stack} life={life} />
      <Packages runs={life.runs} />
      <About machine={machine} />
    </>
  );
}

function MachineActions({ stack, machine: { kind, line } }: { stack: string; machine: Machine }) {
  const [asked, ask] = useState<'run' | 'hold' | 'release'>();
  const close = () => ask(undefined);
  if (!line) return null;
  return (
    <div className="actions">
      {kind === 'fleet' && (
        <button type="button" onClick={() => ask('hold')}>
          {line.hold === undefined ? 'Hold …' : 'Hold for longer …'}
        </button>
      )}
      {line.hold !== undefined && (
        <button type="button" onClick={() => ask('release')}>
          Release …
        </button>
      )}
      <button type="button" className="primary" onClick={() => ask('run')}>
        Run now …
      </button>
      {asked === 'run' && <RunNow stack={stack} chosen={[line.id]} onClose={close} />}
      {asked === 'hold' && <HoldMachines machines={[line]} onClose={close} onDone={close} />}
      {asked === 'release' && <ReleaseMachines machines={[line]} onClose={close} onDone={close} />}
    </div>
  );
}
