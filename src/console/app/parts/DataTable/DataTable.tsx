// biome-ignore-all lint/a11y/noRedundantRoles: a table with another display has no roles in browsers but those that are named
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table with another display has no roles in browsers but those that are named
import {
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { cardsBelow, columnsFor, type DataColumn, type Order, rowAfter } from './column.ts';
import { DataRow } from './DataRow.tsx';
import { Head, SortChoice } from './Head.tsx';
import { useGeometry } from './useGeometry.ts';
import './DataTable.css';

export interface DataTableProps<Row> {
  /** what the rows are, for those who do not see them */
  readonly label: string;
  /** the same array for as long as nothing changes */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** how a row is called, such as the name of a machine */
  readonly rowName: (row: Row) => string;
  /** the same array for as long as nothing changes; the first is the row's heading */
  readonly columns: readonly DataColumn<Row>[];
  readonly order: Order;
  onOrder(order: Order): void;
  /** keys of the chosen rows; absent: rows are not chosen */
  readonly chosen?: ReadonlySet<string>;
  onChoose?(chosen: ReadonlySet<string>): void;
  /** what Enter does on a row */
  onOpen?(row: Row): void;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** pixels, until a row has been measured */
const heights = { row: 45, card: 190 };

/**
 * Thousands of rows, of which those in sight alone are drawn. The page itself scrolls; the head stays in sight; where it is
 * narrow, rows are cards. By keyboard: arrows, Page Up and Down, Home and End go through the rows, Space chooses, Enter opens.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, rowKey, rowName, columns, order, onOrder, chosen, onChoose, onOpen } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const geometry = useGeometry(body);
  const isCards = geometry.width < cardsBelow;
  const shown = useMemo(() => columnsFor(columns, geometry.width), [columns, geometry.width]);
  const sorted = useSorted(rows, columns, order);
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, sorted.length - 1));

  const virtualizer = useWindowVirtualizer({
    count: sorted.length,
    estimateSize: () => (isCards ? heights.card : heights.row),
    getItemKey: (index) => rowKey(sorted[index] as Row),
    overscan: 8,
    scrollMargin: geometry.top,
    scrollPaddingStart: geometry.sticky + heights.row,
    // The row that has the focus stays, wherever is looked.
    rangeExtractor: useCallback(
      (range: Range) => [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
      [at],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows have other heights then
  useLayoutEffect(() => virtualizer.measure(), [isCards]);

  const focusNext = useRef(false);
  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    body.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  });

  const toggle = useCallback(
    (key: string) => {
      const next = new Set(chosen);
      if (!next.delete(key)) next.add(key);
      onChoose?.(next);
    },
    [chosen, onChoose],
  );
  const keyDown = (event: KeyboardEvent) => {
    const row = sorted[at];
    if (!row || !(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
    const page = Math.max(1, Math.floor(window.innerHeight / (isCards ? heights.card : heights.row)) - 2);
    const to = rowAfter(event.key, at, sorted.length, page);
    if (to !== undefined) {
      setActive(to);
      focusNext.current = true;
      virtualizer.scrollToIndex(to, { align: 'auto' });
    } else if (event.key === ' ' && chosen) toggle(rowKey(row));
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };

  const choice = chosen && {
    chosen,
    all: sorted.map(rowKey),
    onChoose: (next: ReadonlySet<string>) => onChoose?.(next),
  };
  const tracks = [...(chosen ? ['36px'] : []), ...shown.map(({ width }) => width)].join(' ');
  return (
    <div className={isCards ? 'data-table as-cards' : 'data-table'}>
      {isCards && <SortChoice columns={columns} order={order} onOrder={onOrder} choice={choice} />}
      <table
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={shown.length + (chosen ? 1 : 0)}
        aria-multiselectable={chosen ? true : undefined}
      >
        {!isCards && (
          <Head
            columns={shown}
            order={order}
            onOrder={onOrder}
            tracks={tracks}
            sticky={geometry.sticky}
            choice={choice}
          />
        )}
        <tbody role="rowgroup" ref={body} style={{ height: virtualizer.getTotalSize() }} onKeyDown={keyDown}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => (
            <DataRow
              key={key}
              measure={virtualizer.measureElement}
              row={sorted[index] as Row}
              name={rowName}
              rowKey={rowKey}
              index={index}
              offset={start - geometry.top}
              columns={shown}
              tracks={isCards ? undefined : tracks}
              isActive={index === at}
              isChosen={chosen?.has(rowKey(sorted[index] as Row))}
              onToggle={toggle}
              onFocus={setActive}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useSorted<Row>(rows: readonly Row[], columns: readonly DataColumn<Row>[], order: Order): readonly Row[] {
  const definitions = useMemo(
    () =>
      columns.map(({ id, compare }) => ({
        id,
        accessorFn: (row: Row) => row,
        sortUndefined: false as const,
        sortFn: compare && ((a: { original: Row }, b: { original: Row }) => compare(a.original, b.original)),
      })),
    [columns],
  );
  const sorting = useMemo<SortingState>(
    () => [{ id: order.column, desc: order.descending }],
    [order.column, order.descending],
  );
  const table = useTable({ features, columns: definitions as never, data: rows as never, state: { sorting } });
  const { rows: sorted } = table.getRowModel();
  return useMemo(() => sorted.map(({ original }) => original as Row), [sorted]);
}
