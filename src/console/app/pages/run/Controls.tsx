import { type Machine, type Phase, phases } from '../../../../operator/timeline/machine.ts';
import { type Choice, countsOf, type Kind, type Order, orders, words } from './order.ts';
import { toneOfKind } from './tone.ts';

const phaseWords: Readonly<Record<Phase, string>> = {
  wake: 'wake',
  ready: 'get ready',
  patch: 'patch',
  reboot: 'second boot',
  verify: 'verify',
  stop: 'stop',
};

/** What came of the machines, as counts that filter; search, order and what the colours mean. */
export function Controls({
  machines,
  choice,
  onChoose,
  shown,
}: {
  machines: readonly Machine[];
  choice: Choice;
  onChoose(choice: Choice): void;
  shown: number;
}) {
  const counts = countsOf(machines);
  const used = phases.filter((phase) => machines.some(({ marks }) => marks.some((mark) => mark.phase === phase)));
  const toggle = (kind: Kind) => {
    const kinds = new Set(choice.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    onChoose({ ...choice, kinds });
  };
  return (
    <>
      <div className="share" aria-hidden="true">
        {counts.map(({ kind, count }) => (
          <span key={kind} className={`kind-fill ${kind}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <fieldset className="chips">
        <legend className="hidden">Show only</legend>
        {counts.map(({ kind, count }) => (
          <button
            key={kind}
            type="button"
            className={`chip ${toneOfKind(kind)}`}
            aria-pressed={choice.kinds.has(kind)}
            onClick={() => toggle(kind)}
          >
            <span className={`swatch kind-fill ${kind}`} aria-hidden="true" />
            <strong>{count.toLocaleString()}</strong> {words[kind]}
          </button>
        ))}
      </fieldset>
      <div className="timeline-tools">
        <label>
          <span className="hidden">Search machines</span>
          <input
            type="search"
            placeholder="Name, id or reason"
            value={choice.text}
            onChange={({ target }) => onChoose({ ...choice, text: target.value })}
          />
        </label>
        <label>
          <span className="muted">Order</span>{' '}
          <select value={choice.order} onChange={({ target }) => onChoose({ ...choice, order: target.value as Order })}>
            {Object.entries(orders).map(([order, name]) => (
              <option key={order} value={order}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span className="muted" role="status">
          {shown === machines.length
            ? `${shown.toLocaleString()} machines`
            : `${shown.toLocaleString()} of ${machines.length.toLocaleString()} machines`}
        </span>
        <ul className="legend" aria-label="Phases">
          {used.map((phase) => (
            <li key={phase}>
              <span className={`swatch phase ${phase}`} aria-hidden="true" /> {phaseWords[phase]}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
