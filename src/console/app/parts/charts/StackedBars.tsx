import { AxisBottom, AxisLeft } from '@visx/axis';
import { GridRows } from '@visx/grid';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { useId } from 'react';
import { Chart, type ChartData } from './Chart.tsx';
import { niceMost, stack } from './stack.ts';
import { useWidth } from './width.ts';

const height = 170;
/** Such as 10K: there is little room beside a chart. */
const compact = new Intl.NumberFormat(undefined, { notation: 'compact' });
const margin = { top: 8, right: 8, bottom: 24, left: 44 };

/** A bar for each point, its series one above the other. */
export function StackedBars({ data }: { data: ChartData }) {
  const [ref, width] = useWidth();
  const hatch = useId();
  const { points, series, title, says, unit } = data;
  const x = scaleBand({
    domain: points.map(({ key }) => key),
    range: [0, Math.max(0, width - margin.left - margin.right)],
    padding: 0.25,
  });
  const inner = height - margin.top - margin.bottom;
  const y = scaleLinear({ domain: [0, niceMost(points)], range: [inner, 0], nice: true });
  const label = new Map(points.map((point) => [point.key, point.label]));
  // So many labels fit without touching each other.
  const every = Math.max(1, Math.ceil(points.length / Math.max(1, Math.floor(width / 110))));
  const bar = Math.min(x.bandwidth(), 44);
  return (
    <Chart data={data}>
      <div ref={ref} className="chart-picture">
        <svg width={width} height={height} role="img" aria-label={`${title}. ${says}`}>
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="5" className="chart-hatch" />
            </pattern>
          </defs>
          <Group left={margin.left} top={margin.top}>
            <GridRows
              scale={y}
              width={Math.max(0, width - margin.left - margin.right)}
              numTicks={4}
              className="chart-grid"
            />
            {points.map((point) => (
              <g key={point.key} className="chart-point">
                <title>{titleOf(point, series, unit)}</title>
                {stack(point.values).map(({ from, to, index }) => {
                  const place = {
                    x: (x(point.key) ?? 0) + (x.bandwidth() - bar) / 2,
                    y: y(to),
                    width: bar,
                    // What is there is seen.
                    height: Math.max(1.5, y(from) - y(to)),
                  };
                  const { key } = series[index]!;
                  return (
                    <g key={key}>
                      <rect {...place} className={`chart-fill ${key}`} />
                      {isHatched(key) && <rect {...place} fill={`url(#${hatch})`} />}
                    </g>
                  );
                })}
              </g>
            ))}
            <AxisLeft
              scale={y}
              numTicks={4}
              tickFormat={(value) => compact.format(Number(value))}
              hideAxisLine
              hideTicks
              tickClassName="chart-tick"
              tickLabelProps={{ className: 'chart-tick', fill: undefined, dx: -4, dy: 4, textAnchor: 'end' }}
            />
            <AxisBottom
              scale={x}
              top={inner}
              hideTicks
              axisClassName="chart-axis"
              tickValues={points.filter((_, index) => index % every === 0).map(({ key }) => key)}
              tickFormat={(key) => label.get(String(key))?.split(',')[0] ?? ''}
              tickLabelProps={{ className: 'chart-tick', fill: undefined, textAnchor: 'middle', dy: 2 }}
            />
          </Group>
        </svg>
      </div>
    </Chart>
  );
}

const hatched = ['LeftAwake', 'PatchFailed', 'WakeFailed', 'NonCompliant', 'age-old', 'age-never'];
const isHatched = (key: string) => hatched.includes(key);

function titleOf({ label, values }: ChartData['points'][number], series: ChartData['series'], unit: string): string {
  const told = values.flatMap((value, index) => (value ? [`${series[index]?.name} ${value}`] : []));
  return `${label}: ${told.join(', ') || `0 ${unit}`}`;
}
