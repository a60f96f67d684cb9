import type { PackageChange } from '../../../maintenance/rules/machine-check.ts';
import { plain } from './plain.ts';

/** Packages with their versions before and after. */
export function ChangeList({ changes }: { changes: readonly PackageChange[] }) {
  return (
    <div className="scroll">
      <table>
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
              <th scope="row">{plain(name)}</th>
              <td>{from === undefined ? <span className="muted">not installed</span> : plain(from)}</td>
              <td>{to === undefined ? <span className="muted">removed</span> : plain(to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
