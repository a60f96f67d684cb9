/** Going from box to box with the arrow keys. Pure. */
import type { Box } from './layout.ts';

const directions: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** The nearest box in the direction of a key, of those that are ahead more than aside; undefined where there is none. */
export function neighbour(boxes: readonly Box[], from: Box, key: string): Box | undefined {
  const direction = directions[key];
  if (!direction) return undefined;
  const here = headOf(from);
  return boxes
    .filter((box) => box.id !== from.id && (box.kind === 'state' || box.kind === 'group'))
    .map((box) => {
      const [x, y] = [headOf(box).x - here.x, headOf(box).y - here.y];
      const ahead = x * direction.x + y * direction.y;
      const aside = Math.abs(x * direction.y) + Math.abs(y * direction.x);
      return { box, ahead, aside };
    })
    .filter(({ ahead, aside }) => ahead > 0 && aside <= 2 * ahead)
    .sort((a, b) => a.ahead + 2 * a.aside - b.ahead - 2 * b.aside)[0]?.box;
}

/** Where the name of a box stands: that of a group is at its top. */
function headOf({ x, y, width, height, kind }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: kind === 'group' ? y + 17 : y + height / 2 };
}
