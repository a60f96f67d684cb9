/** Lines through points, as SVG has them. Pure. */
import type { Point } from './layout.ts';

/** pixels of the curve at a corner */
const radius = 10;

/** A line through points with its corners rounded. Source: SVG 2, "Path Data". */
export function pathThrough(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      if (index === 0) return `M${at(point)}`;
      const next = points[index + 1];
      if (!next) return `L${at(point)}`;
      const before = towards(point, points[index - 1]!);
      return `L${at(before)}Q${at(point)} ${at(towards(point, next))}`;
    })
    .join('');
}

/** A point on the way from one to another: a radius away, but not beyond the middle. */
function towards(from: Point, to: Point): Point {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  if (length === 0) return from;
  const part = Math.min(radius, length / 2) / length;
  return { x: from.x + x * part, y: from.y + y * part };
}

const at = ({ x, y }: Point) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
