import { useState } from 'react';
import type { Trouble } from '../data/api.ts';
import { troubleOf } from '../data/api.ts';
import { readable } from './printed.ts';
import { TroubleNote } from './TroubleNote.tsx';

export interface DataProps {
  readonly title: string;
  /** as much as is there */
  readonly text: string;
  /** characters of the whole */
  readonly length: number;
  /** fetches the whole */
  readonly whole?: () => Promise<string>;
  readonly open?: boolean;
}

/** A piece of data with a name, folded; when it is long, its beginning, and the whole on demand. */
export function Data({ title, text, length, whole, open }: DataProps) {
  const [all, setAll] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const isCut = all === undefined && length > text.length;
  const fetchAll = () => whole?.().then(setAll, (error) => setTrouble(troubleOf(error)));
  return (
    <details className="data" open={open}>
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard as well */}
      <pre tabIndex={0}>
        {readable(all ?? text)}
        {isCut && '…'}
      </pre>
      {isCut && whole && (
        <button type="button" onClick={fetchAll}>
          Show all {length.toLocaleString()} characters
        </button>
      )}
      <TroubleNote trouble={trouble} />
    </details>
  );
}
