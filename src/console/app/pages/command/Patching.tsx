import type { CommandMachineAnswer } from '../../../views/command-machine.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { Fact } from '../../parts/Fact.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';

/** What Patch Manager recorded; once a later operation has overwritten that, what the command itself printed. */
export function Patching({ result, summary }: Pick<CommandMachineAnswer, 'result' | 'summary'>) {
  if (!result)
    return (
      <>
        <h3>Patch summary, as it was printed</h3>
        <p className="muted">A later operation has overwritten Patch Manager’s record of this one.</p>
        <dl className="facts">
          {summary.map(({ name, value }) => (
            <Fact key={name} name={name}>
              {value ? plain(value) : <span className="muted">empty</span>}
            </Fact>
          ))}
        </dl>
      </>
    );
  const { operation, baselineId, baselineName, snapshotId, patchGroup, rebootOption, began, ended } = result;
  return (
    <>
      <h3>Patch summary</h3>
      <ul className="patch-counts">
        {result.counts.filter(isTold).map(({ name, count }) => (
          <li key={name} className={count > 0 ? toneOfCount(name) : undefined}>
            <strong>{count}</strong> {name}
          </li>
        ))}
      </ul>
      <dl className="facts">
        <Fact name="Operation">
          {operation}
          {rebootOption && `, ${rebootOption}`}, from <Time at={began} /> to <Time at={ended} />
        </Fact>
        <Fact name="Baseline">
          {baselineName && `${plain(baselineName)} `}
          <code>{baselineId}</code>
        </Fact>
        <Fact name="Patch group">
          {patchGroup ? plain(patchGroup) : <span className="muted">none: the default baseline counts</span>}
        </Fact>
        <Fact name="Snapshot id">{snapshotId ? <code>{snapshotId}</code> : <span className="muted">none</span>}</Fact>
      </dl>
      {result.attention.length > 0 && <Attention patches={result.attention} />}
    </>
  );
}

/** None of these is worth a word as well. */
const always = ['installed', 'missing', 'failed'];
const isTold = ({ name, count }: { name: string; count: number }) => count > 0 || always.includes(name);

function toneOfCount(name: string): string | undefined {
  if (/^(failed|critical|security)/.test(name)) return 'bad';
  return /^(missing|waiting)/.test(name) ? 'warn' : undefined;
}

function Attention({
  patches,
}: {
  patches: readonly NonNullable<CommandMachineAnswer['result']>['attention'][number][];
}) {
  return (
    <div className="scroll">
      <table>
        <Columns names={['Patch', 'State', 'Classification', 'Severity', 'CVEs']} />
        <tbody>
          {patches.map(({ title, state, classification, severity, cves }) => (
            <tr key={title}>
              <th scope="row">{plain(title)}</th>
              <td>
                <Badge tone={state === 'Failed' ? toneOf('Failed') : 'warn'}>{state}</Badge>
              </td>
              <td>{plain(classification)}</td>
              <td>{plain(severity)}</td>
              <td>{plain(cves)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
