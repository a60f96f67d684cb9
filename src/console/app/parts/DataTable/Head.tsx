// biome-ignore-all lint/a11y/noRedundantRoles: a table with another display has no roles in browsers but those that are named
// biome-ignore-all lint/a11y/useFocusableInteractive: a table with another display has no roles in browsers but those that are named
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table with another display has no roles in browsers but those that are named
import { ariaSort, type DataColumn, nextOrder, type Order } from './column.ts';

interface HeadProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly order: Order;
  onOrder(order: Order): void;
  readonly tracks: string;
  readonly sticky: number;
  readonly choice:
    | {
        readonly chosen: ReadonlySet<string>;
        readonly all: readonly string[];
        onChoose(chosen: ReadonlySet<string>): void;
      }
    | undefined;
}

export function Head<Row>({ columns, order, onOrder, tracks, sticky, choice }: HeadProps<Row>) {
  return (
    <thead role="rowgroup" style={{ top: sticky }}>
      <tr role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {choice && (
          <th role="columnheader" scope="col" className="choice">
            <ChooseAll {...choice} />
          </th>
        )}
        {columns.map(({ id, title, compare, numeric }) => (
          <th
            key={id}
            role="columnheader"
            scope="col"
            aria-sort={ariaSort(order, id)}
            className={numeric ? `column-${id} numeric` : `column-${id}`}
          >
            {compare ? (
              <button type="button" className="sort" onClick={() => onOrder(nextOrder(order, id))}>
                {title}
                <span aria-hidden="true" className={`arrow ${ariaSort(order, id) ?? ''}`} />
              </button>
            ) : (
              title
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ChooseAll({ chosen, all, onChoose }: NonNullable<HeadProps<unknown>['choice']>) {
  const isAll = all.length > 0 && chosen.size >= all.length && all.every((key) => chosen.has(key));
  return (
    <input
      type="checkbox"
      aria-label={`Choose all ${all.length}`}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = chosen.size > 0 && !isAll;
      }}
      onChange={() => onChoose(new Set(isAll ? [] : all))}
    />
  );
}

/** Cards have no head to click at. */
export function SortChoice<Row>({ columns, order, onOrder, choice }: Omit<HeadProps<Row>, 'tracks' | 'sticky'>) {
  return (
    <p className="sort-choice">
      <label>
        Order by{' '}
        <select value={order.column} onChange={({ target }) => onOrder({ column: target.value, descending: false })}>
          {columns
            .filter(({ compare }) => compare)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </label>{' '}
      <button
        type="button"
        aria-pressed={order.descending}
        onClick={() => onOrder({ ...order, descending: !order.descending })}
      >
        The other way round
      </button>
      {choice && (
        <span className="choose-all">
          <ChooseAll {...choice} /> <span aria-hidden="true">All</span>
        </span>
      )}
    </p>
  );
}
