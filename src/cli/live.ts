/** A block of lines at the end of the terminal that is drawn again in place, while other lines go by above it. */
import { cut } from './display-width.ts';
import { paint } from './paint.ts';

/** Whether what was written can be overwritten. */
export function canRedraw(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && environment.TERM !== 'dumb';
}

/** A line, and how it is to look. */
export interface LiveLine {
  readonly text: string;
  readonly style?: Parameters<typeof paint>[0];
}

export interface LiveBlock {
  /** Draws these lines in the place of those before; no more than the terminal has room for. */
  draw(lines: readonly LiveLine[]): void;
  /** Takes the block away and gives the cursor back. */
  close(): void;
}

/** Sources: ECMA-48 for the sequences that move and erase; `?25` is DEC's for the cursor. */
const sequences = {
  up: (lines: number) => (lines > 0 ? `\u001b[${lines}A` : ''),
  eraseBelow: '\u001b[J',
  hideCursor: '\u001b[?25l',
  showCursor: '\u001b[?25h',
} as const;

export function liveBlock(stream: NodeJS.WriteStream): LiveBlock {
  let drawn = 0;
  const erase = () => `\r${sequences.up(drawn)}${sequences.eraseBelow}`;
  const restore = () => void stream.write(sequences.showCursor);
  stream.write(sequences.hideCursor);
  process.once('exit', restore);
  return {
    draw(lines) {
      // A line that is broken by the terminal would be two, and the block would creep upwards.
      const width = (stream.columns || 80) - 1;
      const shown = lines.slice(0, roomOf(stream)).map(({ text, style }) => {
        const line = cut(text, width);
        return style ? paint(style, line, stream) : line;
      });
      stream.write(`${erase()}${shown.map((line) => `${line}\n`).join('')}`);
      drawn = shown.length;
    },
    close() {
      stream.write(`${erase()}${sequences.showCursor}`);
      drawn = 0;
      process.off('exit', restore);
    },
  };
}

/** How many lines a block may have, the line of the cursor left free. */
export function roomOf({ rows }: NodeJS.WriteStream): number {
  return Math.max(3, (rows || 24) - 1);
}
