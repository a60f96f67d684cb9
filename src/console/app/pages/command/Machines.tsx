import { useState } from 'react';
import type { CommandAnswer } from '../../../views/command.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { plain } from '../../parts/plain.ts';

/** The machines of a command, those that want a person first. */
export function Machines({
  machines,
  isCut,
  chosen,
  choose,
}: Pick<CommandAnswer, 'machines' | 'isCut'> & { chosen: string | undefined; choose(id: string): void }) {
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const rank = (status: string) => ['bad', 'warn', 'busy', 'plain', 'good'].indexOf(toneOf(status));
  const shown = machines
    .filter(({ name, instanceId, details }) => `${name} ${instanceId} ${details}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => rank(a.status) - rank(b.status));
  return (
    <section>
      <h2>Machines ({machines.length})</h2>
      {machines.length > 10 && (
        <p>
          <label>
            Show those with <input type="search" value={words} onChange={({ target }) => setWords(target.value)} />
          </label>
        </p>
      )}
      <div className="scroll command-machines">
        <table>
          <Columns names={['Machine', 'Instance', 'Status', 'Details']} />
          <tbody>
            {shown.map(({ instanceId, name, status, details }) => (
              <tr key={instanceId} className={instanceId === chosen ? 'chosen' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="as-link"
                    aria-pressed={instanceId === chosen}
                    onClick={() => choose(instanceId)}
                  >
                    {plain(name) || instanceId}
                  </button>
                </th>
                <td className="mono">{instanceId}</td>
                <td>
                  <Badge tone={toneOf(status)}>{status}</Badge>
                </td>
                <td>{details === status ? '' : details}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isCut && <p className="muted">The command has more machines than are shown.</p>}
    </section>
  );
}
