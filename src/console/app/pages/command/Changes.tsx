import type { PackageChange } from '../../../../maintenance/rules/machine-check.ts';
import { harmless } from '../../parts/harmless.ts';

/** Packages with their old and new versions. */
export function Changes({ changes, isOver }: { changes: readonly PackageChange[]; isOver: boolean }) {
  return (
    <>
      <h3>Packages changed ({changes.length})</h3>
      {changes.length === 0 ? (
        <p className="muted">
          {isOver ? 'The output tells of no package that was changed.' : 'The output tells of no package yet.'}
        </p>
      ) : (
        <div className="scroll">
          <table className="changes">
            <thead>
              <tr>
                <th scope="col">Package</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ name, from, to }) => (
                <tr key={name}>
                  <th scope="row">{harmless(name)}</th>
                  <td>{from === undefined ? <span className="muted">not installed</span> : harmless(from)}</td>
                  <td>{to === undefined ? <span className="muted">removed</span> : harmless(to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
