import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { address } from '../../addresses.ts';
import { Badge, toneOf } from '../../parts/Badge.tsx';
import type { DataColumn, Order } from '../../parts/DataTable/column.ts';
import { DataTable } from '../../parts/DataTable/DataTable.tsx';
import { plain } from '../../parts/plain.ts';
import { Marks } from './Marks.tsx';
import { compare } from './orders.ts';
import { outcomeTone } from './tones.ts';

export const orderedColumns = Object.keys(compare);

interface MachinesProps {
  readonly stack: string;
  readonly rows: readonly MachineLine[];
  /** when the next window opens, ISO 8601 */
  readonly next: string | undefined;
  readonly order: Order;
  onOrder(order: Order): void;
  readonly chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}

const short = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const nameOf = ({ name, id }: MachineLine) => plain(name ?? id);

export function Machines({ stack, rows, next, ...rest }: MachinesProps) {
  const [, go] = useLocation();
  const columns = useMemo(() => columnsOf(stack, next), [stack, next]);
  return (
    <DataTable
      label="Machines"
      rows={rows}
      rowKey={({ id }) => id}
      rowName={nameOf}
      columns={columns}
      onOpen={({ id }) => go(address.instance(stack, id))}
      {...rest}
    />
  );
}

function columnsOf(stack: string, next: string | undefined): DataColumn<MachineLine>[] {
  return [
    {
      id: 'name',
      title: 'Machine',
      compare: compare.name,
      width: 'minmax(150px, 2fr)',
      cell: (line) => (
        <>
          <Link href={address.instance(stack, line.id)} className="machine-name" title={nameOf(line)}>
            {nameOf(line)}
          </Link>
          {line.name !== undefined && <span className="muted mono machine-id">{line.id}</span>}
        </>
      ),
    },
    {
      id: 'attention',
      title: 'Marks',
      compare: compare.attention,
      width: 'minmax(120px, 1.2fr)',
      cell: (line) => <Marks line={line} />,
    },
    {
      id: 'days',
      title: 'Days since verified',
      compare: compare.days,
      width: '150px',
      numeric: true,
      cell: ({ days, verified, isStale }) =>
        days === undefined ? (
          <span className={isStale ? 'over' : 'muted'}>never</span>
        ) : (
          <span className={isStale ? 'over' : undefined} title={verified}>
            {days.toLocaleString()}
          </span>
        ),
    },
    {
      id: 'outcome',
      title: 'Last run',
      compare: compare.outcome,
      width: 'minmax(180px, 1.8fr)',
      cell: ({ outcome, reason }) =>
        outcome ? (
          <>
            <Badge tone={outcomeTone(outcome)}>{outcome}</Badge> <span className="muted">{plain(reason ?? '')}</span>
          </>
        ) : (
          <span className="muted">no run yet</span>
        ),
    },
    {
      id: 'missing',
      title: 'Missing',
      compare: compare.missing,
      width: '84px',
      from: 720,
      numeric: true,
      cell: ({ missing }) =>
        missing === undefined ? <Unknown /> : <span className={missing ? 'over' : undefined}>{missing}</span>,
    },
    {
      id: 'state',
      title: 'State now',
      compare: compare.state,
      width: '110px',
      from: 760,
      cell: ({ state }) => <Badge tone={state === 'stopped' ? 'plain' : toneOf(state)}>{state}</Badge>,
    },
    {
      id: 'found',
      title: 'Found',
      compare: compare.found,
      width: '90px',
      from: 960,
      cell: ({ found }) => found ?? <Unknown />,
    },
    {
      id: 'next',
      title: 'Next window',
      width: 'minmax(170px, 1.4fr)',
      from: 1120,
      cell: ({ passedOver, because }) =>
        passedOver ? (
          <span title={because}>passed over: {passedOver}</span>
        ) : next ? (
          <span className="nowrap">{short.format(new Date(next))}</span>
        ) : (
          <span className="muted">none</span>
        ),
    },
  ];
}

function Unknown() {
  return (
    <span className="muted">
      <span aria-hidden="true">–</span>
      <span className="hidden">not known</span>
    </span>
  );
}
