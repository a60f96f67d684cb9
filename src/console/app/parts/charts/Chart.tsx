import type { ReactNode } from 'react';
import { Link } from 'wouter';
import './charts.css';

export interface Series {
  /** also the name of its colour in `palette.css` */
  readonly key: string;
  readonly name: string;
}

/** What a chart shows, as plain data: the table beside it has the same. */
export interface ChartData {
  readonly title: string;
  /** one sentence: what it comes to */
  readonly says: string;
  readonly series: readonly Series[];
  /** from left to right; a value for each of the series */
  readonly points: readonly {
    readonly key: string;
    readonly label: string;
    readonly values: readonly number[];
    /** where it leads */
    readonly to?: string;
  }[];
  /** of the values, such as "hours" */
  readonly unit: string;
}

/** A chart with its title, what its colours mean, and its data as a table on demand. */
export function Chart({ data, children }: { data: ChartData; children: ReactNode }) {
  const { title, says, series, points, unit } = data;
  return (
    <figure className="chart">
      <figcaption>
        <h3>{title}</h3>
        <p className="muted">{says}</p>
      </figcaption>
      {children}
      {series.length > 1 && (
        <ul className="chart-legend" aria-label={`Colours of ${title}`}>
          {series.map(({ key, name }) => (
            <li key={key}>
              <span className={`swatch chart-fill ${key}`} aria-hidden="true" /> {name}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <section className="scroll chart-table" tabIndex={0} aria-label={`${title}, as a table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Run</th>
                {series.map(({ key, name }) => (
                  <th key={key} scope="col">
                    {name}
                    {series.length === 1 && `, ${unit}`}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map(({ key, label, to, values }) => (
                <tr key={key}>
                  <th scope="row">{to ? <Link href={to}>{label}</Link> : label}</th>
                  {values.map((value, index) => (
                    <td key={series[index]?.key}>{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
