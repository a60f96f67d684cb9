import { Link } from 'wouter';
import type { StackAnswer, StackResource } from '../../../views/stack.ts';
import { Badge, type Tone, toneOf } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { plain } from '../../parts/plain.ts';
import { pageOf } from './resource-page.ts';

const order: readonly Tone[] = ['bad', 'busy', 'warn', 'plain', 'good'];

/** The resources, those that failed or are under way first, then those that have a page. */
export function Resources({ stack, resources }: Pick<StackAnswer, 'resources'> & { stack: string }) {
  const rank = (resource: StackResource) =>
    10 * order.indexOf(toneOf(resource.status)) + (pageOf(stack, resource) === undefined ? 1 : 0);
  const sorted = resources.toSorted((a, b) => rank(a) - rank(b) || a.logicalId.localeCompare(b.logicalId));
  return (
    <section>
      <h2>Resources ({resources.length})</h2>
      <div className="scroll">
        <table>
          <Columns names={['Resource', 'Type', 'Status', 'Physical id']} />
          <tbody>
            {sorted.map((resource) => {
              const page = pageOf(stack, resource);
              return (
                <tr key={resource.logicalId}>
                  <th scope="row">{page ? <Link href={page}>{resource.logicalId}</Link> : resource.logicalId}</th>
                  <td className="type">{resource.type}</td>
                  <td>
                    <Badge tone={toneOf(resource.status)}>{resource.status}</Badge>
                    {resource.reason && <div className="reason">{plain(resource.reason)}</div>}
                  </td>
                  <td className="mono">{resource.physicalId}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
