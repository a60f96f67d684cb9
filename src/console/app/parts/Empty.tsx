import type { ReactNode } from 'react';

/** Where there is nothing yet: what that means, and what to do next. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="empty">
      <h1>{title}</h1>
      <p>{children}</p>
    </section>
  );
}
