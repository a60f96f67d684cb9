import { plain } from './plain.ts';

export interface Machine {
  readonly id: string;
  readonly name?: string;
}

/** As many as a dialog can name. */
const mostNamed = 300;

/** Which machines an order is for. */
export function MachineNames({ machines }: { machines: readonly Machine[] }) {
  return (
    <ul className="machine-names">
      {machines.slice(0, mostNamed).map(({ id, name }) => (
        <li key={id}>
          {plain(name ?? id)} {name !== undefined && <span className="muted mono">{id}</span>}
        </li>
      ))}
      {machines.length > mostNamed && <li>and {(machines.length - mostNamed).toLocaleString()} more</li>}
    </ul>
  );
}
