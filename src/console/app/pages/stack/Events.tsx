import type { StackAnswer } from '../../../views/stack.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { plain } from '../../parts/plain.ts';
import { Time } from '../../parts/Time.tsx';

/** What happened, the newest first. */
export function Events({ events, isCut }: Pick<StackAnswer, 'events' | 'isCut'>) {
  return (
    <section>
      <h2>Events</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard as well */}
      <div className="scroll stack-events" tabIndex={0}>
        <table>
          <Columns names={['Time', 'Resource', 'Status', 'Type', 'Reason']} />
          <tbody>
            {events.map(({ id, at, logicalId, type, status, reason }) => (
              <tr key={id}>
                <td>
                  <Time at={at} />
                </td>
                <th scope="row">{logicalId}</th>
                <td>
                  <Badge tone={toneOf(status)}>{status}</Badge>
                </td>
                <td>{type}</td>
                <td>{reason && plain(reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isCut && <p className="muted">The newest {events.length} events. CloudFormation has the older ones.</p>}
    </section>
  );
}
