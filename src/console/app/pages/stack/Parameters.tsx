import type { StackAnswer } from '../../../views/stack.ts';
import { Fact } from '../../parts/Fact.tsx';
import { plain } from '../../parts/plain.ts';

/** What was chosen when it was deployed: what differs from the template's defaults first. */
export function Parameters({ parameters }: Pick<StackAnswer, 'parameters'>) {
  const sorted = parameters.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault) || a.key.localeCompare(b.key));
  return (
    <section>
      <h2>Parameters ({parameters.length})</h2>
      <dl className="described">
        {sorted.map(({ key, value, description, isDefault }) => (
          <Fact key={key} name={key}>
            {value ? <code>{plain(value)}</code> : <span className="muted">empty</span>}
            {isDefault && value && <span className="muted"> (the default)</span>}
            {description && <p className="muted">{description}</p>}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

export function Outputs({ outputs }: Pick<StackAnswer, 'outputs'>) {
  return (
    <section>
      <h2>Outputs ({outputs.length})</h2>
      {outputs.length === 0 && <p className="muted">A stack has its outputs once it is complete.</p>}
      <dl className="described">
        {outputs.map(({ key, value, description }) => (
          <Fact key={key} name={key}>
            <code>{plain(value)}</code>
            {description && <p className="muted">{description}</p>}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
