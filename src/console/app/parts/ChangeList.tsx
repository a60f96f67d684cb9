import type { PackageChange } from '../../../maintenance/rules/machine-check.ts';
import { Columns } from './Columns.tsx';
import { plain } from './plain.ts';

/** Packages with their versions before and after. */
export function ChangeList({ changes }: { changes: readonly PackageChange[] }) {
  return (
    <div className="scroll">
      <table>
        <Columns names={['Package', 'Before', 'After']} />
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
