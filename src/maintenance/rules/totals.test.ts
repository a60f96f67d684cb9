import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { OUTCOMES } from './outcome.ts';
import { csv, type Line, totalsOf } from './totals.ts';

const line = (instanceId: string, more: Partial<Line> = {}): Line => ({
  instanceId,
  outcome: 'Patched',
  reason: 'Installed',
  ...more,
});

describe('the totals of a run', () => {
  test('count each outcome, also those that did not occur', () => {
    const { outcomes } = totalsOf([line('i-1'), line('i-2'), line('i-3', { outcome: 'Skipped', reason: 'Held' })]);
    assert.deepEqual(Object.keys(outcomes), [...OUTCOMES]);
    assert.deepEqual([outcomes.Patched, outcomes.Skipped, outcomes.LeftAwake], [2, 1, 0]);
  });

  test('add up the hours for which instances were kept awake', () => {
    assert.equal(
      totalsOf([line('i-1', { awakeSeconds: 1800 }), line('i-2', { awakeSeconds: 900 })]).instanceHours,
      0.75,
    );
    assert.equal(totalsOf([]).instanceHours, 0);
  });

  test('name those that were too long without a verified patch and still are', () => {
    const lines = [
      line('i-1', { stale: true, compliance: 'Clean' }),
      line('i-2', { stale: true, compliance: 'PatchesMissing' }),
      line('i-3', { stale: true, outcome: 'Skipped', reason: 'NotEnoughTime' }),
      line('i-4', { compliance: 'PatchesMissing' }),
    ];
    assert.deepEqual(totalsOf(lines).stale, ['i-2', 'i-3']);
  });
});

/** A reader of RFC 4180, for what `csv` writes. */
function read(text: string): string[][] {
  const cells = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  const rows: string[][] = [[]];
  while (cells.lastIndex < text.length) {
    const [, cell = '', end] = cells.exec(text) ?? assert.fail(`no cell in ${JSON.stringify(text)}`);
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('the table', () => {
  const columns = ['instanceId', 'because'];
  const cellOf = (because: unknown) => read(csv([line('i-1', { because })], columns))[1]![1]!;

  test('has a row of headings and a row a line, each ended by CR LF', () => {
    assert.equal(csv([line('i-1', { because: 'x' })], columns), 'instanceId,because\r\ni-1,x\r\n');
    assert.equal(csv([], columns), 'instanceId,because\r\n');
  });

  test('quotes commas, quotes and line breaks', () => {
    assert.equal(csv([line('i-1', { because: 'a,"b"\nc' })], columns).split('i-1,')[1], '"a,""b""\nc"\r\n');
  });

  test('leaves empty what is not known, and has JSON for what is more than a value', () => {
    assert.equal(cellOf(undefined), '');
    assert.equal(cellOf(null), '');
    assert.equal(cellOf(0), '0');
    assert.equal(cellOf(['a', 'b']), '["a","b"]');
  });

  test('disarms what a spreadsheet would take for a formula', () => {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])
      assert.equal(cellOf(formula), `'${formula}`);
    assert.equal(cellOf('a=1'), 'a=1');
  });

  test('is read back as it was written, whatever is in the cells, and no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'ab=+-@,"\r\n\t ') })), (texts) => {
        const rows = read(
          csv(
            texts.map((because) => line('i-1', { because })),
            columns,
          ),
        );
        assert.equal(rows.length, texts.length + 1);
        for (const [index, text] of texts.entries()) {
          const cell = rows[index + 1]![1]!;
          assert.equal(cell.replace(/^'/, ''), text);
          assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
        }
      }),
    );
  });
});
