import { useId } from 'react';
import { type Flow, flowsIn, isDistributed, type StateDefinition } from '../../../../operator/executions/definition.ts';
import type { ExecutionAnswer } from '../../../views/execution.ts';
import { Badge } from '../../parts/Badge.tsx';
import { Columns } from '../../parts/Columns.tsx';
import { durationText } from '../../parts/duration.ts';
import { arrowsOf, inOrder } from './graph/arrows.ts';
import { lookOf } from './words.ts';

interface Row {
  readonly name: string;
  readonly state: StateDefinition;
  readonly depth: number;
  /** where it leads, in words */
  readonly next: string;
}

/** The same states as in the graph, as a table: what the arrows say stands in words. */
export function StateList({
  answer: { flow, states },
  chosen,
  choose,
}: {
  answer: ExecutionAnswer;
  chosen: string | undefined;
  choose(name: string): void;
}) {
  const heading = useId();
  const summaries = new Map(states.map((state) => [state.name, state]));
  const rows = rowsOf(flow, 0);
  return (
    <details className="state-list">
      <summary>
        <h2 id={heading}>The states as a list ({rows.length})</h2>
      </summary>
      <div className="scroll">
        <table aria-labelledby={heading}>
          <Columns names={['State', 'Type', 'Status', 'Entered', 'Retries', 'Time in it', 'Goes on with']} />
          <tbody>
            {rows.map(({ name, state, depth, next }) => {
              const summary = summaries.get(name);
              const { tone, word } = lookOf(summary?.status);
              return (
                <tr key={name}>
                  <th scope="row" style={{ paddingLeft: 12 + 20 * depth }}>
                    <button
                      type="button"
                      className="as-link"
                      aria-pressed={name === chosen}
                      onClick={() => choose(name)}
                    >
                      {name}
                    </button>
                  </th>
                  <td>{state.Type}</td>
                  <td>
                    <Badge tone={tone}>{word}</Badge>
                  </td>
                  <td>{summary?.entered ?? 0}</td>
                  <td>{summary?.retries ?? 0}</td>
                  <td>{summary ? durationText(summary.spent) : ''}</td>
                  <td>{next}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function rowsOf(flow: Flow, depth: number): Row[] {
  const arrows = arrowsOf(flow);
  return inOrder(flow, arrows).flatMap((name) => {
    const state = flow.States[name]!;
    const next = arrows
      .filter(({ from }) => from === name)
      .map(
        ({ to, kind, labels }) =>
          `${to}${labels.length ? ` (${kind === 'catch' ? 'on ' : ''}${labels.join(' or ')})` : ''}`,
      );
    const row = { name, state, depth, next: next.join('; ') || 'the end' };
    // What a distributed Map does with an item is done in executions of their own.
    const inside = isDistributed(state) ? [] : flowsIn(state);
    return [row, ...inside.flatMap((inner) => rowsOf(inner, depth + 1))];
  });
}
