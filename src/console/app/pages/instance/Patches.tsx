import type { Machine } from '../../../../operator/fleet/machine.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';

/** The patch state as Systems Manager has it now, and which patches are missing. */
export function Patches({ machine: { patchState, lacking } }: { machine: Machine }) {
  return (
    <section aria-labelledby="patch-state">
      <h2 id="patch-state">Patch state now</h2>
      {patchState ? (
        <>
          <ul className="counts">
            <Count figure={patchState.missing} words="missing" isBad={patchState.missing > 0} />
            <Count figure={patchState.failed} words="failed" isBad={patchState.failed > 0} />
            <Count figure={patchState.pendingReboot} words="wait for a reboot" isBad={patchState.pendingReboot > 0} />
            <Count figure={patchState.installed} words="installed" />
            <Count figure={patchState.installedOther} words="installed besides" />
          </ul>
          <p className="muted">
            {patchState.operation} ended <Time at={patchState.at} />, baseline{' '}
            <span className="mono">{patchState.baselineId ?? 'unknown'}</span>
            {patchState.patchGroup && `, patch group ${plain(patchState.patchGroup)}`}
          </p>
        </>
      ) : (
        <p className="muted">It has never been scanned or patched: Systems Manager has no patch state of it.</p>
      )}
      {lacking.length > 0 && (
        <div className="scroll">
          <table>
            <Columns names={['Patch', 'State', 'Classification', 'Severity']} />
            <tbody>
              {lacking.map(({ title, state, classification, severity }) => (
                <tr key={`${title} ${state}`}>
                  <th scope="row">{plain(title)}</th>
                  <td>
                    <Badge tone={state === 'Failed' ? 'bad' : 'warn'}>{state}</Badge>
                  </td>
                  <td>{plain(classification)}</td>
                  <td>{plain(severity)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Count({ figure, words, isBad = false }: { figure: number; words: string; isBad?: boolean }) {
  return (
    <li className={isBad ? 'bad' : undefined}>
      <strong>{figure.toLocaleString()}</strong> {words}
    </li>
  );
}
