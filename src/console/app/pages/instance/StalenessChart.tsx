import type { LifeRun } from '../../../../operator/fleet/life.ts';
import { cornersOf, stalenessOf } from './staleness.ts';

interface StalenessChartProps {
  readonly runs: readonly LifeRun[];
  readonly now: string;
  readonly objectiveDays: number | undefined;
}

const box = { width: 900, height: 120 };
const left = 46;
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Days without a verified patch, over time. The runs below have the same as text. */
export function StalenessChart({ runs, now, objectiveDays }: StalenessChartProps) {
  const points = stalenessOf(runs, new Date(now));
  const [first] = points;
  if (!first) return null;
  const longest = Math.max(...points.map(({ days }) => days));
  const most = Math.max(longest, objectiveDays ?? 0, 1) * 1.1;
  const corners = cornersOf(points, most, box);
  const objective = objectiveDays === undefined ? undefined : box.height - (objectiveDays / most) * box.height;
  const words =
    `Days without a verified patch since ${day.format(new Date(first.at))}: ${longest.toFixed(1)} at most` +
    (objectiveDays === undefined ? '.' : `, the objective is ${objectiveDays}.`);
  return (
    <section aria-labelledby="staleness">
      <h2 id="staleness">Staleness over time</h2>
      <figure className="chart">
        <svg viewBox={`0 0 ${box.width + left + 10} ${box.height + 34}`} role="img" aria-label={words}>
          <g transform={`translate(${left} 8)`}>
            <line className="axis" x1="0" y1={box.height} x2={box.width} y2={box.height} />
            <text x="-8" y={box.height} className="label end">
              0
            </text>
            <text x="-8" y="8" className="label end">
              {`${Math.round(most)} d`}
            </text>
            {objective !== undefined && (
              <>
                <line className="objective" x1="0" y1={objective} x2={box.width} y2={objective} />
                <text x={box.width} y={objective - 5} className="label end">
                  {`objective, ${objectiveDays} days`}
                </text>
              </>
            )}
            <polyline className="course" points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
            <text x="0" y={box.height + 20} className="label">
              {day.format(new Date(first.at))}
            </text>
            <text x={box.width} y={box.height + 20} className="label end">
              now
            </text>
          </g>
        </svg>
        <figcaption className="muted">{words}</figcaption>
      </figure>
    </section>
  );
}
