import type { ReactNode } from 'react';

/** A name and what it stands for, in a `<dl>` of them. */
export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
