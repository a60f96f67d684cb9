import { useMemo } from 'react';
import { gravest } from '../../../../operator/fleet/attention.ts';
import type { MachineLine } from '../../../../operator/fleet/machine-line.ts';
import { type Filter, noOutcome, onlies } from './filter.ts';

interface FiltersProps {
  readonly filter: Filter;
  readonly lines: readonly MachineLine[];
  readonly shown: number;
  onChange(change: Partial<Filter>): void;
}

/** Search and filters. What is chosen stands in the address. */
export function Filters({ filter, lines, shown, onChange }: FiltersProps) {
  const states = useMemo(() => [...new Set(lines.map(({ state }) => state))].sort(), [lines]);
  const isAny = Object.values(filter).some(Boolean);
  return (
    <search className="filters">
      <label className="search">
        <span className="hidden">Search machines</span>
        <input
          type="search"
          placeholder="Name, id, outcome or reason"
          value={filter.search}
          onChange={({ target }) => onChange({ search: target.value })}
        />
      </label>
      <Choice
        title="Outcome"
        value={filter.outcome}
        options={[...gravest.map((outcome) => [outcome, outcome] as const), [noOutcome, 'No run yet']]}
        onChange={(outcome) => onChange({ outcome })}
      />
      <Choice
        title="State"
        value={filter.state}
        options={states.map((state) => [state, state] as const)}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        title="Only"
        value={filter.only}
        options={Object.entries(onlies).map(([word, { title }]) => [word, title] as const)}
        onChange={(only) => onChange({ only })}
      />
      {isAny && (
        <button type="button" onClick={() => onChange({ search: '', outcome: '', state: '', only: '' })}>
          Clear
        </button>
      )}
      <span role="status" className="muted">
        {shown < lines.length && `${shown.toLocaleString()} of `}
        {lines.length === 1 ? '1 machine' : `${lines.length.toLocaleString()} machines`}
      </span>
    </search>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  onChange(value: string): void;
}

function Choice({ title, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {title}{' '}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">All</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
