import type { ReactNode } from 'react';

/** A column of a table of data. */
export interface DataColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** ascending; absent: the table is not put in order by it */
  readonly compare?: (a: Row, b: Row) => number;
  readonly cell: (row: Row) => ReactNode;
  /** a track of a CSS grid, such as `minmax(120px, 2fr)` */
  readonly width: string;
  /** shown where the table is at least so many pixels wide; default: always */
  readonly from?: number;
  /** numbers stand below each other */
  readonly numeric?: boolean;
}

/** In which order the rows are. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows that are narrower than this become cards. In pixels. */
export const cardsBelow = 640;

/** The columns for which there is room; a card has them all. */
export function columnsFor<Row>(columns: readonly DataColumn<Row>[], width: number): readonly DataColumn<Row>[] {
  return width < cardsBelow ? columns : columns.filter(({ from = 0 }) => width >= from);
}

/** The order after a click on the head of a column: the other way round where it is in that order already. */
export function nextOrder(order: Order, column: string): Order {
  return { column, descending: order.column === column && !order.descending };
}

/** As `aria-sort` has it. Source: WAI-ARIA 1.2, "aria-sort". */
export function ariaSort(order: Order, column: string): 'ascending' | 'descending' | undefined {
  if (order.column !== column) return undefined;
  return order.descending ? 'descending' : 'ascending';
}

/** Where the keyboard goes from a row; undefined: nowhere. Source: ARIA Authoring Practices Guide, "Grid Pattern". */
export function rowAfter(key: string, at: number, count: number, page: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}
