import type { ReactNode } from 'react';
import type { Live } from '../data/live.ts';
import { Loading } from './Loading.tsx';
import { TroubleNote } from './TroubleNote.tsx';

/** A view on a page: its answer, whatever hinders it, or that it is still looked at. */
export function Viewed<T>({ live, children }: { live: Live<T>; children: (data: T) => ReactNode }) {
  return (
    <>
      <TroubleNote trouble={live.trouble} />
      {live.data === undefined ? !live.trouble && <Loading /> : children(live.data)}
    </>
  );
}
