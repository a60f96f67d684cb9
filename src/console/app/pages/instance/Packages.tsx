import { useState } from 'react';
import type { LifeRun } from '../../../../operator/fleet/life.ts';
import { ChangeList } from '../../parts/ChangeList.tsx';
import { choicesOf, packagesBetween } from './packages.ts';

/** What changed between any two runs, chosen by the person. */
export function Packages({ runs }: { runs: readonly LifeRun[] }) {
  const choices = choicesOf(runs);
  const [chosen, choose] = useState<{ from?: string; to?: string }>({});
  const newest = choices.at(-1);
  if (choices.length < 2 || !newest) return null;
  const from = choices.find(({ key }) => key === chosen.from) ?? choices[0];
  const to = choices.find(({ key }) => key === chosen.to) ?? newest;
  const { changes, untold } = packagesBetween(runs, from?.key ?? '', to.key);
  return (
    <section aria-labelledby="packages">
      <h2 id="packages">Packages changed between two runs</h2>
      <p className="between">
        <Choice
          title="From"
          value={from?.key ?? ''}
          choices={choices}
          onChange={(key) => choose({ ...chosen, from: key })}
        />
        <Choice title="to" value={to.key} choices={choices} onChange={(key) => choose({ ...chosen, to: key })} />
        <span role="status" className="muted">
          {changes.length === 1 ? '1 package' : `${changes.length} packages`}
        </span>
      </p>
      {untold > 0 && (
        <p className="muted">
          {untold === 1 ? 'One run' : `${untold} runs`} between them did not tell what changed, so there may be more.
        </p>
      )}
      {changes.length > 0 ? <ChangeList changes={changes} /> : <p>No package is known to have changed.</p>}
    </section>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string;
  readonly choices: readonly { readonly key: string; readonly title: string }[];
  onChange(key: string): void;
}

function Choice({ title, value, choices, onChange }: ChoiceProps) {
  return (
    <label>
      {title}{' '}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {choices.map(({ key, title: words }) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
