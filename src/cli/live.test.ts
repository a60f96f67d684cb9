import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canRedraw, liveBlock } from './live.ts';

function terminal(rows: number, columns: number) {
  const written: string[] = [];
  const stream = { isTTY: true, rows, columns, write: (text: string) => written.push(text) };
  return { stream: stream as unknown as NodeJS.WriteStream, written };
}
const lines = (...texts: string[]) => texts.map((text) => ({ text }));

describe('a block that is drawn in place', () => {
  test('goes up over what it drew before, however many lines that were', () => {
    const { stream, written } = terminal(24, 80);
    const block = liveBlock(stream);
    block.draw(lines('a', 'b'));
    block.draw(lines('c'));
    block.draw(lines('d'));
    block.close();
    assert.deepEqual(written, [
      '\u001b[?25l',
      '\r\u001b[Ja\nb\n',
      '\r\u001b[2A\u001b[Jc\n',
      '\r\u001b[1A\u001b[Jd\n',
      '\r\u001b[1A\u001b[J\u001b[?25h',
    ]);
  });

  test('is neither wider nor higher than the terminal, which would break it', () => {
    const { stream, written } = terminal(4, 10);
    liveBlock(stream).draw(lines('0123456789abc', 'b', 'c', 'd', 'e'));
    assert.equal(written[1], '\r\u001b[J01234567…\nb\nc\n');
  });

  test('is for terminals that can', () => {
    assert.equal(canRedraw({ isTTY: true } as NodeJS.WriteStream, {}), true);
    assert.equal(canRedraw({ isTTY: true } as NodeJS.WriteStream, { TERM: 'dumb' }), false);
    assert.equal(canRedraw({} as NodeJS.WriteStream, {}), false);
  });
});
