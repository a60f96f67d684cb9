// biome-ignore-all lint/a11y/noRedundantRoles: a table with another display has no roles in browsers but those that are named
// biome-ignore-all lint/a11y/useFocusableInteractive: a table with another display has no roles in browsers but those that are named
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table with another display has no roles in browsers but those that are named
import { type CSSProperties, memo } from 'react';
import type { DataColumn } from './column.ts';

interface DataRowProps<Row> {
  readonly row: Row;
  readonly name: (row: Row) => string;
  readonly rowKey: (row: Row) => string;
  readonly index: number;
  /** pixels from the first row */
  readonly offset: number;
  readonly columns: readonly DataColumn<Row>[];
  /** of the grid; absent: the row is a card */
  readonly tracks: string | undefined;
  readonly isActive: boolean;
  /** absent: rows are not chosen */
  readonly isChosen: boolean | undefined;
  measure(element: HTMLElement | null): void;
  onToggle(key: string): void;
  onFocus(index: number): void;
}

function PlainRow<Row>(props: DataRowProps<Row>) {
  const { row, name, rowKey, index, offset, columns, tracks, isActive, isChosen, measure, onToggle, onFocus } = props;
  const style: CSSProperties = { transform: `translateY(${offset}px)`, gridTemplateColumns: tracks };
  return (
    <tr
      ref={measure}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={isActive ? 0 : -1}
      style={style}
      onFocus={() => onFocus(index)}
    >
      {isChosen !== undefined && (
        <td role="gridcell" className="choice">
          <input
            type="checkbox"
            checked={isChosen}
            tabIndex={isActive ? 0 : -1}
            aria-label={`Choose ${name(row)}`}
            onChange={() => onToggle(rowKey(row))}
          />
        </td>
      )}
      {columns.map(({ id, title, cell, numeric }, column) => (
        <td
          key={id}
          role={column === 0 ? 'rowheader' : 'gridcell'}
          className={numeric ? `column-${id} numeric` : `column-${id}`}
          data-title={title}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A row is drawn anew only when it, or what is asked of it, is other than before. */
export const DataRow = memo(PlainRow) as typeof PlainRow;
