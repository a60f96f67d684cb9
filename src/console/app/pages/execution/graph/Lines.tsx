import type { StateSummary } from '../../../../../operator/executions/summary.ts';
import type { Transition } from '../../../../../operator/executions/visits.ts';
import { plain } from '../../../parts/plain.ts';
import { type Layout, type Line, marks, shortLabel } from './layout.ts';
import { pathThrough } from './path.ts';

export interface LinesData extends Record<string, unknown> {
  readonly layout: Layout;
  readonly states: readonly StateSummary[];
  readonly transitions: readonly Transition[];
  /** the state whose errors' ways are shown strong */
  readonly chosen: string | undefined;
}

/** All arrows of the graph, in one drawing. What they say stands in the list of states as well. */
export function Lines({ data: { layout, states, transitions, chosen } }: { data: LinesData }) {
  return (
    <svg width={layout.width} height={layout.height} aria-hidden>
      <defs>
        {['plain', 'taken', 'caught'].map((kind) => (
          <marker key={kind} id={`tip-${kind}`} viewBox="0 0 8 8" refX="7" refY="4" orient="auto">
            <path className={`tip-${kind}`} d="M0,0L8,4L0,8z" />
          </marker>
        ))}
      </defs>
      {layout.lines.map((line) => (
        <Arrow key={line.id} line={line} taken={isTaken(line, states, transitions)} strong={line.from === chosen} />
      ))}
    </svg>
  );
}

function Arrow({ line, taken, strong }: { line: Line; taken: boolean; strong: boolean }) {
  const isCatch = line.kind === 'catch';
  const tip = isCatch ? 'caught' : taken ? 'taken' : 'plain';
  const label = shortLabel(line);
  const isShown = isCatch ? taken || strong : label !== '';
  const at = isCatch ? catchLabelAt(line) : line.labelAt;
  return (
    <g className={['arrow', line.kind, taken && 'taken', strong && 'strong'].filter(Boolean).join(' ')}>
      <path d={pathThrough(line.points)} markerEnd={`url(#tip-${tip})`} />
      {isShown && at && (
        <text x={at.x} y={at.y + 4} textAnchor={isCatch ? 'start' : 'middle'}>
          <title>{plain(line.labels.join(' or '))}</title>
          {plain(isCatch ? `catch ${label}` : label)}
        </text>
      )}
    </g>
  );
}

const catchLabelAt = ({ points: [start] }: Line) => start && { x: start.x + 6, y: start.y - 10 };

function isTaken(line: Line, states: readonly StateSummary[], transitions: readonly Transition[]): boolean {
  const { from, to, kind } = line;
  if (from === marks.start) return states.some(({ name }) => name === to);
  if (to === marks.end) return states.some(({ name, succeeded }) => name === from && succeeded > 0);
  return transitions.some((each) => each.from === from && each.to === to && each.caught === (kind === 'catch'));
}
