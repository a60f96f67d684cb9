import { scaleLinear } from '@visx/scale';
import { useMemo } from 'react';
import { type Machine, phases } from '../../../../operator/timeline/machine.ts';
import { crowd, type Range } from './layout.ts';

const points = 160;
const height = 72;

/** How many machines are in which phase at a time: the run as a whole, above its bars. */
export function Crowd({ machines, range, now }: { machines: readonly Machine[]; range: Range; now: number }) {
  const { bars, most } = useMemo(() => {
    const samples = crowd(machines, range, now, points);
    const totals = samples.map(({ counts }) => phases.reduce((sum, phase) => sum + counts[phase], 0));
    const highest = Math.max(1, ...totals);
    const y = scaleLinear({ domain: [0, highest], range: [0, height] });
    const paths = phases.map((phase, level) => {
      const steps = samples.map(({ counts }, index) => {
        const below = phases.slice(0, level).reduce((sum, each) => sum + counts[each], 0);
        if (counts[phase] === 0) return '';
        const [top, bottom] = [height - y(below + counts[phase]), height - y(below)];
        return `M${index} ${top}H${index + 1}V${bottom}H${index}Z`;
      });
      return { phase, path: steps.join('') };
    });
    return { bars: paths, most: highest };
  }, [machines, range, now]);
  return (
    <>
      <span className="crowd-most" aria-hidden="true">
        {most}
      </span>
      <svg
        className="crowd"
        role="img"
        aria-label={`How many machines are awake over time: at most ${most} at once`}
        viewBox={`0 0 ${points} ${height}`}
        preserveAspectRatio="none"
      >
        {bars.map(({ phase, path }) => path && <path key={phase} className={`phase-fill ${phase}`} d={path} />)}
      </svg>
    </>
  );
}
